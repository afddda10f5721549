package glossary

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// fileHead begins a glossary that is made anew.
const fileHead = `# Names that are known besides the built-in ones, or in place of them; see
# "rapporteur glossary --help". What "rapporteur glossary accept" takes is added
# here. An entry without a name adds to the one that has its id.
`

// Add returns an operator's file with entries added to it, in the form that
// Extend reads. What stands in the file stays, comments and all; an entry whose
// id it has gets the names and roles that it lacks. The layout may change. Data
// that holds nothing makes a new file.
//
// The error is a *Mistake without a File, for data that Extend would not take.
func Add(data []byte, entries []Entry) ([]byte, error) {
	if _, mistake := readEntries(data); mistake != nil {
		return nil, mistake
	}
	doc, list, head := documentOf(data)
	for _, e := range entries {
		if at := entryNode(list, e.ID); at != nil {
			complete(at, e)
			continue
		}
		list.Content = append(list.Content, nodeOf(e))
	}
	out := bytes.NewBufferString(head)
	enc := yaml.NewEncoder(out)
	enc.SetIndent(2)
	if err := enc.Encode(doc); err != nil {
		return nil, &Mistake{Text: fmt.Sprintf("cannot be written: %s", err)}
	}
	if _, mistake := readEntries(out.Bytes()); mistake != nil {
		return nil, mistake // of what was to be added
	}
	return out.Bytes(), nil
}

// documentOf returns data, which has been read before, as a document with a list
// of entries, and the comments that stand before a document that is made anew.
func documentOf(data []byte) (doc, list *yaml.Node, head string) {
	doc = &yaml.Node{}
	if err := yaml.Unmarshal(data, doc); err != nil || len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		head = comments(data)
		doc = &yaml.Node{}
		if err := yaml.Unmarshal([]byte("version: 1\nentries:\n"), doc); err != nil {
			panic(err) // these lines are YAML
		}
	}
	spellNulls(doc)
	top := doc.Content[0]
	for key, value := range pairs(top) {
		if key.Value == "entries" {
			list = value
		}
	}
	if list == nil {
		list = &yaml.Node{}
		top.Content = append(top.Content, scalar("entries"), list)
	}
	if list.Kind != yaml.SequenceNode { // null
		*list = yaml.Node{Kind: yaml.SequenceNode, HeadComment: list.HeadComment, FootComment: list.FootComment}
	}
	if len(list.Content) == 0 {
		list.Style = 0 // []
	}
	return doc, list, head
}

// comments returns the lines of data that are comments, those of a new file when
// there are none.
func comments(data []byte) string {
	var out strings.Builder
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "#") {
			out.WriteString(line + "\n")
		}
	}
	if out.Len() == 0 {
		return fileHead + "\n"
	}
	return out.String() + "\n"
}

// spellNulls writes out the values that are not there: the encoder makes an empty
// text of "{id: x, name}".
func spellNulls(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" && n.Value == "" && n.Style == 0 {
		n.Value = "null"
	}
	for _, part := range n.Content {
		spellNulls(part)
	}
}

// entryNode returns the entry with an id, nil when the list has none.
func entryNode(list *yaml.Node, id string) *yaml.Node {
	for _, n := range list.Content {
		for key, value := range pairs(n) {
			if key.Value == "id" && value.Value == id {
				return n
			}
		}
	}
	return nil
}

// nodeOf returns an entry as it is written into a file. Of names in other
// languages and of what only the seeds have, nothing is written.
func nodeOf(e Entry) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, kv := range []struct{ key, value string }{{"id", e.ID}, {"kind", string(e.Kind)}, {"name", e.Name}} {
		if kv.value != "" {
			n.Content = append(n.Content, scalar(kv.key), scalar(kv.value))
		}
	}
	complete(n, e)
	return n
}

// complete adds to an entry of a file the names and roles of e that it lacks.
func complete(n *yaml.Node, e Entry) {
	addWords(n, "spellings", e.Spellings)
	addWords(n, "exact", e.Exact)
	addRoles(n, e.Roles)
}

func addWords(n *yaml.Node, key string, words []string) {
	if len(words) == 0 {
		return
	}
	list := listIn(n, key, yaml.FlowStyle)
	for _, w := range words {
		if !holds(list, w) {
			list.Content = append(list.Content, scalar(w))
		}
	}
}

func holds(list *yaml.Node, value string) bool {
	for _, item := range list.Content {
		if item.Value == value {
			return true
		}
	}
	return false
}

func addRoles(n *yaml.Node, roles []Role) {
	if len(roles) == 0 {
		return
	}
	list := listIn(n, "roles", 0)
	for _, r := range roles {
		if roleThere(list, r) {
			continue
		}
		role := &yaml.Node{Kind: yaml.MappingNode}
		for _, kv := range []struct{ key, value string }{
			{"title", r.Title}, {"article", r.Article}, {"date", r.Date}, {"as_of", r.AsOf}, {"quote", r.Quote},
		} {
			if kv.value != "" {
				role.Content = append(role.Content, scalar(kv.key), scalar(kv.value))
			}
		}
		list.Content = append(list.Content, role)
	}
}

func roleThere(list *yaml.Node, r Role) bool {
	for _, n := range list.Content {
		title, article := "", ""
		for key, value := range pairs(n) {
			switch key.Value {
			case "title":
				title = value.Value
			case "article":
				article = value.Value
			}
		}
		if title == r.Title && article == r.Article {
			return true
		}
	}
	return false
}

// listIn returns the list under a key of a mapping, which is made when it is not
// there.
func listIn(n *yaml.Node, key string, style yaml.Style) *yaml.Node {
	for k, value := range pairs(n) {
		if k.Value == key {
			if value.Kind != yaml.SequenceNode { // null
				*value = yaml.Node{Kind: yaml.SequenceNode, Style: style}
			}
			return value
		}
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: style}
	n.Content = append(n.Content, scalar(key), list)
	return list
}

// scalar returns a text as a value, quoted where it would be something else.
func scalar(s string) *yaml.Node {
	n := &yaml.Node{}
	n.SetString(s)
	return n
}
