package answers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Keep puts the answers for one document into a folder's settings and leaves
// the rest, remarks and all, as a person wrote it. It gives no bytes where
// nothing is left to be kept.
func Keep(settings []byte, name string, given []Answer) ([]byte, error) {
	if _, err := ReadSettings(settings); err != nil {
		return nil, err
	}
	var whole yaml.Node
	if err := yaml.Unmarshal(settings, &whole); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("not settings: %w", err)
	}
	if len(whole.Content) == 0 || whole.Content[0].Kind != yaml.MappingNode {
		whole = yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{{Kind: yaml.MappingNode}}}
	}
	top := whole.Content[0]
	byName := value(top, "answers")
	if byName == nil || byName.Kind != yaml.MappingNode {
		byName = &yaml.Node{Kind: yaml.MappingNode}
	}
	var list *yaml.Node
	if len(given) > 0 {
		list = &yaml.Node{}
		if err := list.Encode(entries(given)); err != nil {
			return nil, fmt.Errorf("write answers: %w", err)
		}
	}
	put(byName, name, list)
	if len(byName.Content) == 0 {
		byName = nil
	}
	put(top, "answers", byName)
	if len(top.Content) == 0 {
		return nil, nil
	}
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(&whole); err != nil {
		return nil, fmt.Errorf("write settings: %w", err)
	}
	return b.Bytes(), e.Close()
}

// at is where a key of a mapping stands; keys and values take turns.
func at(mapping *yaml.Node, name string) int {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		var k string
		if mapping.Content[i].Decode(&k) == nil && key(k) == key(name) {
			return i
		}
	}
	return -1
}

func value(mapping *yaml.Node, name string) *yaml.Node {
	if i := at(mapping, name); i >= 0 {
		return mapping.Content[i+1]
	}
	return nil
}

// put gives a key a value; nil takes the key out.
func put(mapping *yaml.Node, name string, value *yaml.Node) {
	i := at(mapping, name)
	switch {
	case i >= 0 && value != nil:
		mapping.Content[i+1] = value
	case i >= 0:
		mapping.Content = slices.Delete(mapping.Content, i, i+2)
	case value != nil:
		k := &yaml.Node{}
		k.SetString(name)
		mapping.Content = append(mapping.Content, k, value)
	}
}
