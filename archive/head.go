package archive

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"

	"rapporteur/corpus"
)

const (
	// maxID bounds an id; a longer one is none.
	maxID = 1000

	// Most files begin with their id, and most front matter ends in the first
	// headBytes. An id that is not found there is looked for in the first
	// longHead, which is more than package corpus takes for front matter.
	firstBytes = 512
	headBytes  = 4 << 10
	longHead   = 80 << 10
)

// readID returns the id that the file at name gives an article, "" when it
// gives none.
func readID(root *os.Root, name string) string {
	f, info, err := openRegular(root, name)
	if err != nil {
		return ""
	}
	defer f.Close()
	for _, n := range []int64{firstBytes, headBytes, longHead} {
		head, err := readHead(f, min(n, info.Size()))
		if err != nil {
			return ""
		}
		if id, ok := quickID(head); ok {
			return id
		}
		if n == firstBytes && n < info.Size() {
			continue
		}
		if id, ok := idOf(name, head); ok {
			return id
		}
	}
	if info.Size() > corpus.DefaultMaxBytes {
		return ""
	}
	data, err := readHead(f, info.Size())
	if err != nil {
		return ""
	}
	article, err := corpus.Decode(name, data, corpus.Options{})
	if err != nil || len(article.ID) > maxID {
		return ""
	}
	return article.ID
}

func readHead(f *os.File, n int64) ([]byte, error) {
	head := make([]byte, n)
	read, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return head[:read], nil
}

// idOf reads the id from the first bytes of a file.
func idOf(name string, head []byte) (string, bool) {
	if isMark(name) {
		id := strings.TrimSuffix(string(head), "\n")
		return id, id != "" && len(id) <= maxID
	}
	id, ok := corpus.PeekID(name, head)
	return id, ok && len(id) <= maxID
}

// quickID reads an id that is the first line of the front matter and that YAML
// takes as it stands: the YAML decoder takes ten times as long as all the rest,
// for each of ten thousand files. A file of which it tells the wrong id is none
// that package corpus takes.
func quickID(head []byte) (string, bool) {
	rest, ok := bytes.CutPrefix(head, []byte("---\nid: "))
	if !ok {
		return "", false
	}
	line, next, ended := bytes.Cut(rest, []byte("\n"))
	if len(line) > 2 && line[0] == '"' && line[len(line)-1] == '"' {
		line = line[1 : len(line)-1]
	}
	// The next line could go on with the value, if it does not begin a field.
	if !ended || len(next) == 0 || next[0] < 'a' || next[0] > 'z' || !isWord(line) {
		return "", false
	}
	return string(line), true
}

// isWord reports a value without anything that means something to YAML.
func isWord(value []byte) bool {
	for _, c := range value {
		if !isAlphanumeric(c) && (c < 'A' || c > 'Z') && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	switch string(value) {
	case "", "null", "Null", "NULL":
		return false
	}
	return isAlphanumeric(value[0])
}
