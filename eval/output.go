package eval

import (
	"encoding/json"
	"fmt"
	"io"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// Output is what a system said to one question.
type Output struct {
	ID        string     `json:"id"`
	Answer    string     `json:"answer"` // as shown, without the list of sources
	Refused   bool       `json:"refused"`
	Citations []Citation `json:"citations"`
	Retrieved []Passage  `json:"retrieved"` // best first
}

// Citation is what a marker of the answer points at.
type Citation struct {
	Marker  int    `json:"marker"`
	Article string `json:"article"` // source file
	Quote   string `json:"quote"`
}

// Passage is one passage retrieved.
type Passage struct {
	Article string `json:"article"` // source file
	Text    string `json:"text"`
}

// FromAnswer returns a in the form that is scored.
func FromAnswer(id string, a *answer.Answer) Output {
	out := Output{
		ID: id, Answer: a.Text, Refused: a.Refused,
		Citations: make([]Citation, len(a.Citations)), Retrieved: make([]Passage, len(a.Retrieved)),
	}
	for i, c := range a.Citations {
		out.Citations[i] = Citation{c.Marker, c.Article.SourceFile, c.Quote}
	}
	for i, p := range a.Retrieved {
		out.Retrieved[i] = Passage{p.Article.SourceFile, p.Text}
	}
	return out
}

// Texts returns the stored text of each article by its source file, which is
// what quotes are held against.
func Texts(articles []*corpus.Article) map[string]string {
	texts := make(map[string]string, len(articles))
	for _, a := range articles {
		texts[a.SourceFile] = a.Body
	}
	return texts
}

// ReadOutputs reads one output a line, in order. An error names the line.
func ReadOutputs(r io.Reader) ([]Output, error) {
	var out []Output
	seen := map[string]bool{}
	err := eachLine(r, func(line []byte) error {
		var o Output
		if err := json.Unmarshal(line, &o); err != nil {
			return err
		}
		if seen[o.ID] {
			return fmt.Errorf("id %q for the second time", o.ID)
		}
		seen[o.ID] = true
		out = append(out, o)
		return nil
	})
	return out, err
}

// WriteOutputs writes one output a line, as ReadOutputs and the reference
// scorer read them.
func WriteOutputs(w io.Writer, outputs []Output) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, o := range outputs {
		if err := enc.Encode(o); err != nil {
			return err
		}
	}
	return nil
}
