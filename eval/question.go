package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"rapporteur/answer"
)

// Expect says what the right reaction to a question is.
type Expect string

// The three expectations. Either is for false premises, greetings and the like,
// where a refusal and a correction with evidence are both right.
const (
	ExpectAnswer Expect = "answer"
	ExpectRefuse Expect = "refuse"
	ExpectEither Expect = "either"
)

// Question is one question with its gold evidence.
type Question struct {
	ID       string        `json:"id"`
	Question string        `json:"question"`
	Context  []answer.Turn `json:"context,omitempty"` // earlier turns, oldest first
	Type     string        `json:"type"`              // fact, multi, temporal, …; see typeOrder
	Language string        `json:"lang"`
	Expect   Expect        `json:"expect"`
	// EvidenceGroups: any entry of a group suffices, every group is needed.
	EvidenceGroups [][]Evidence `json:"evidence_groups"`
	// MustInclude: one string of each group must be in the answer.
	MustInclude    [][]string `json:"must_include"`
	MustNotInclude []string   `json:"must_not_include"`
}

// Evidence is a stretch of an article, named by its source file.
type Evidence struct {
	Article string `json:"article"`
	Text    string `json:"text"`
}

// maxLine bounds a line of a file of questions or outputs.
const maxLine = 8 << 20

// ReadQuestions reads one question a line, in order. An error names the line.
func ReadQuestions(r io.Reader) ([]Question, error) {
	var out []Question
	seen := map[string]bool{}
	err := eachLine(r, func(line []byte) error {
		var q Question
		if err := json.Unmarshal(line, &q); err != nil {
			return err
		}
		switch {
		case q.ID == "":
			return fmt.Errorf("no id")
		case seen[q.ID]:
			return fmt.Errorf("id %q for the second time", q.ID)
		case q.Expect != ExpectAnswer && q.Expect != ExpectRefuse && q.Expect != ExpectEither:
			return fmt.Errorf("expect %q is none of answer, refuse, either", q.Expect)
		}
		seen[q.ID] = true
		out = append(out, q)
		return nil
	})
	return out, err
}

// eachLine calls f with every line that is not empty. Editors of Windows put a
// mark of the byte order before the first one; it is passed over.
func eachLine(r io.Reader, f func(line []byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	n := 1
	for ; lines.Scan(); n++ {
		line := lines.Bytes()
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		if err := f(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("line %d is longer than %d MB", n, maxLine>>20)
	}
	return lines.Err()
}
