package corpus

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// PeekID returns the id that Decode gives the article in the file at path, from
// the first bytes of the file. With path "" only an id that the file states as
// it is counts. ok is false where these bytes do not tell: the front matter is
// not closed in them or malformed, or the id depends on the text. The file need
// not be an article that Decode takes.
func PeekID(path string, head []byte) (id string, ok bool) {
	content, _, err := toText(head)
	if err != nil {
		return "", false
	}
	block, _, err := cutFrontMatter(content)
	if err != nil {
		return "", false
	}
	first, _, _ := strings.Cut(content, "\n")
	if block == "" && isFence(first, "---") {
		return "", false // empty, a rule, or not closed yet
	}
	var stated struct {
		ID scalar `yaml:"id"`
	}
	if err := yaml.Unmarshal([]byte(block), &stated); err != nil {
		return "", false
	}
	// An id made of the hash of the text shows as one made of this.
	const unknown = "------------"
	id = articleID(string(stated.ID), &Article{Path: path, Hash: unknown})
	return id, id != "article-"+unknown
}
