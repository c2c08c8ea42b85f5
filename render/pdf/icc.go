package pdf

import (
	"encoding/binary"
	"math"
	"sync"
)

// srgb is a display profile of IEC 61966-2-1 (sRGB), written from the numbers
// of that standard: ICC.1:2001-04 (version 2.4), matrix and curves.
var srgb = sync.OnceValue(func() []byte {
	// Primaries and the white point D65, adapted to D50 by the Bradford matrix.
	red, green, blue := [3]float64{0.43607, 0.22249, 0.01392}, [3]float64{0.38515, 0.71687, 0.09708}, [3]float64{0.14307, 0.06061, 0.71410}
	white := [3]float64{0.9642, 1, 0.8249} // D50, as the connection space has it
	curve := curveTag()
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", descTag("sRGB IEC61966-2.1")},
		{"cprt", textTag("Public domain: the numbers of IEC 61966-2-1")},
		{"wtpt", xyzTag(white)},
		{"rXYZ", xyzTag(red)}, {"gXYZ", xyzTag(green)}, {"bXYZ", xyzTag(blue)},
		{"rTRC", curve}, {"gTRC", nil}, {"bTRC", nil}, // one curve for the three
	}
	const header = 128
	at := header + 4 + 12*len(tags)
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var body []byte
	var lastAt, lastLen int
	for _, t := range tags {
		if t.data != nil {
			lastAt, lastLen = at+len(body), len(t.data)
			body = append(body, t.data...)
			for len(body)%4 != 0 {
				body = append(body, 0)
			}
		}
		table = append(table, t.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(lastAt))
		table = binary.BigEndian.AppendUint32(table, uint32(lastLen))
	}
	h := make([]byte, header)
	binary.BigEndian.PutUint32(h, uint32(at+len(body)))
	binary.BigEndian.PutUint32(h[8:], 0x02400000)
	copy(h[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2000, 1, 1} { // the date of undated
		binary.BigEndian.PutUint16(h[24+2*i:], v)
	}
	copy(h[36:], "acsp")
	for i, v := range white {
		binary.BigEndian.PutUint32(h[68+4*i:], fixed(v))
	}
	return append(append(h, table...), body...)
})

// fixed is an s15Fixed16Number.
func fixed(v float64) uint32 { return uint32(int32(math.Round(v * 65536))) }

func xyzTag(v [3]float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, c := range v {
		b = binary.BigEndian.AppendUint32(b, fixed(c))
	}
	return b
}

func textTag(s string) []byte { return append([]byte("text\x00\x00\x00\x00"+s), 0) }

// descTag is a textDescriptionType with its ASCII part alone.
func descTag(s string) []byte {
	b := []byte("desc\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(s)+1))
	b = append(b, s...)
	return append(b, make([]byte, 1+4+4+2+1+67)...)
}

// curveTag is the transfer curve of sRGB at 1024 points.
func curveTag() []byte {
	const points = 1024
	b := []byte("curv\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, points)
	for i := range points {
		v := float64(i) / (points - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(v*65535)))
	}
	return b
}
