package intake

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// Markdown returns the draft as an article file: YAML front matter and the
// body. corpus.Decode reads the same values back from it; the author, the notes
// and whether it is a teaser are not part of an article file.
func (d Draft) Markdown() []byte {
	d = d.tidied()
	var head yaml.Node
	head.Kind = yaml.MappingNode
	set := func(key, value string) {
		if value != "" {
			head.Content = append(head.Content, scalar(key), scalar(value))
		}
	}
	setField := func(key string, f Field) {
		set(key, f.Value)
		set(key+"_basis", string(f.Basis))
	}
	set("id", d.ID)
	set("source_file", d.SourceFile)
	setField("title", d.Title)
	setField("publisher", d.Publisher)
	if d.Published.Value != "" {
		// A date is written as one, without quotation marks.
		head.Content = append(head.Content, scalar("published"), &yaml.Node{Kind: yaml.ScalarNode, Value: d.Published.Value})
		set("published_basis", string(d.Published.Basis))
	}
	setField("place", d.Place)
	setField("event", d.Event)
	set("language", d.Language)
	set("url", d.URL)
	set("licence", d.Licence)

	var b strings.Builder
	b.WriteString("---\n")
	encoder := yaml.NewEncoder(&b)
	if err := encoder.Encode(&head); err != nil {
		panic(err) // strings into a builder: there is nothing to fail
	}
	encoder.Close()
	b.WriteString("---\n")
	b.WriteString(d.Body)
	return []byte(b.String())
}

// scalar is a string that stays one, whatever it looks like.
func scalar(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
}
