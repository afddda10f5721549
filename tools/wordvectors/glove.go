package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

const dims = 100

// word is one entry of the vocabulary. rank 1 is the most frequent word of
// GloVe's corpus (Wikipedia 2014 and Gigaword 5: encyclopedia and newswire).
type word struct {
	text   string
	rank   int
	vector [dims]float64
}

// readVectors reads the first n usable words of wink's JSON file. The file is
// 300 MB, ordered by frequency, so it is read as a stream and left early.
func readVectors(path string, n int) ([]word, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	dec := json.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	if err := seekVectors(dec); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var words []word
	seen := map[string]bool{}
	for rank := 1; len(words) < n && dec.More(); rank++ {
		key, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		var numbers []float64
		if err := dec.Decode(&numbers); err != nil {
			return nil, fmt.Errorf("%s: vector of %v: %w", path, key, err)
		}
		text, ok := usable(key.(string))
		if !ok || seen[text] || len(numbers) < dims {
			continue
		}
		seen[text] = true
		w := word{text: text, rank: rank}
		copy(w.vector[:], numbers)
		words = append(words, w)
	}
	if len(words) < n {
		return nil, fmt.Errorf("%s: %d usable words, want %d: %w", path, len(words), n, io.ErrUnexpectedEOF)
	}
	return words, nil
}

// seekVectors moves dec to the first key of the object "vectors".
func seekVectors(dec *json.Decoder) error {
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		if key == "vectors" {
			_, err := dec.Token()
			return err
		}
		var skip json.RawMessage
		if err := dec.Decode(&skip); err != nil {
			return err
		}
	}
	return fmt.Errorf(`no object "vectors"`)
}

// usable maps a GloVe token to the form in which package text folds words. An
// initialism written with stops ("u.s.") is kept as "us.", apart from the
// pronoun; other tokens with punctuation never meet a folded word, and long
// numbers mean nothing on their own.
func usable(s string) (string, bool) {
	if bare := strings.ReplaceAll(s, ".", ""); len(s) == 2*len(bare) && letters(bare) {
		return bare + ".", len(bare) >= 2
	}
	if letters(s) {
		return s, utf8.RuneCountInString(s) <= 24
	}
	return s, len(s) <= 4 && strings.Trim(s, "0123456789") == ""
}

func letters(s string) bool { return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == "" }
