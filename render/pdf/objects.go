package pdf

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// firstPage is the object of the first page.
const firstPage = 3

func pageObject(index int) int { return firstPage + 2*index }

// objectsOf cuts gofpdf's file by its table of offsets.
func objectsOf(file []byte) ([][]byte, error) {
	const mark = "startxref\n"
	at := bytes.LastIndex(file, []byte(mark))
	if at < 0 {
		return nil, fmt.Errorf("no table of offsets")
	}
	number, _, _ := strings.Cut(string(file[at+len(mark):]), "\n")
	table, err := strconv.Atoi(number)
	if err != nil || table < 0 || table > at {
		return nil, fmt.Errorf("table of offsets at %q", number)
	}
	lines := bytes.Split(file[table:at], []byte("\n"))
	if len(lines) < 3 {
		return nil, fmt.Errorf("empty table of offsets")
	}
	var size int
	if _, err := fmt.Sscanf(string(lines[1]), "0 %d", &size); err != nil || len(lines) < 2+size {
		return nil, fmt.Errorf("table of offsets begins with %q", lines[1])
	}
	objects := make([][]byte, size)
	for n := 1; n < size; n++ {
		from, err := strconv.Atoi(string(lines[2+n][:min(10, len(lines[2+n]))]))
		if err != nil || from > table {
			return nil, fmt.Errorf("object %d at %q", n, lines[2+n])
		}
		head := strconv.Itoa(n) + " 0 obj\n"
		if !bytes.HasPrefix(file[from:], []byte(head)) {
			return nil, fmt.Errorf("no object %d at %d", n, from)
		}
		objects[n] = file[from+len(head) : table]
	}
	// Each ends where the next in the file begins; a stream's bytes may say
	// "endobj", so its length counts.
	for n := 1; n < size; n++ {
		o := objects[n]
		from := 0
		if i := bytes.Index(o, []byte("\nstream\n")); i >= 0 && i < bytes.Index(o, []byte("endobj")) {
			length := lengthOf(o[:i])
			if length < 0 || i+8+length > len(o) {
				return nil, fmt.Errorf("object %d has no length", n)
			}
			from = i + 8 + length
		}
		end := bytes.Index(o[from:], []byte("endobj"))
		if end < 0 {
			return nil, fmt.Errorf("object %d has no end", n)
		}
		objects[n] = o[:from+end]
	}
	return objects, nil
}

// lengthOf is the value of /Length in a dictionary, -1 where there is none.
func lengthOf(dict []byte) int {
	const key = "/Length "
	i := bytes.Index(dict, []byte(key))
	if i < 0 {
		return -1
	}
	n, any := 0, false
	for _, c := range dict[i+len(key):] {
		if c < '0' || c > '9' {
			break
		}
		n, any = n*10+int(c-'0'), true
	}
	if !any {
		return -1
	}
	return n
}

// streamOf is the content of a stream object.
func streamOf(object []byte) []byte {
	const mark = "\nstream\n"
	i := bytes.Index(object, []byte(mark))
	if i < 0 {
		return nil
	}
	n := lengthOf(object[:i])
	return object[i+len(mark):][:n]
}
