package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// Task is the sort of report that is asked for.
type Task string

// The tasks.
const (
	TaskTimeline Task = "timeline"
	TaskQuotes   Task = "quotes"
	TaskSummary  Task = "summary"
	TaskCompare  Task = "compare"
	TaskCheck    Task = "check"
)

// Tasks are all tasks, in the order of the table.
var Tasks = []Task{TaskTimeline, TaskQuotes, TaskSummary, TaskCompare, TaskCheck}

// ReportCase is one request for a report with what has to come of it, written
// by reading the articles. Of the fields of gold only those of its task are set.
type ReportCase struct {
	ID      string        `json:"id"`
	Task    Task          `json:"task"`
	Request ReportRequest `json:"request"`
	Expect  Expect        `json:"expect"` // answer when it is left out
	// Want are the ids of events, quotations or facts of other cases of the same
	// task that have to come. ReadReportCases copies them, so that what is
	// written once holds for every request that it belongs to.
	Want []string `json:"want"`

	Events []GoldEvent `json:"events"` // of a timeline
	Not    []GoldTrap  `json:"not"`    // dates that a timeline must not give

	Quotes []GoldQuote `json:"quotes"`
	Only   []string    `json:"only"` // names that every quotation has to be by

	Key []GoldFact `json:"key"` // of a summary

	Differences []GoldDifference `json:"differences"` // of a comparison
	Same        []GoldDifference `json:"same"`

	Claims []GoldClaim `json:"claims"` // of a check, in order

	Forbidden []string `json:"forbidden"` // what the text must not hold
}

// ReportRequest is a request in the terms of the command line; From and To are
// dates as short as their precision.
type ReportRequest struct {
	Scope    string   `json:"scope"`
	Articles []string `json:"articles"` // ids
	Length   string   `json:"length"`   // short or full
	From     string   `json:"from"`
	To       string   `json:"to"`
	Actor    string   `json:"actor"`
	Place    string   `json:"place"`
	Speaker  string   `json:"speaker"`
	About    string   `json:"about"`
	A        string   `json:"a"`
	B        string   `json:"b"`
	Text     string   `json:"text"`
}

// Period returns From and To, open where the request leaves them out.
func (r ReportRequest) Period() (p corpus.Period, err error) {
	if r.From != "" {
		if p.From, err = corpus.ParseDate(r.From); err != nil {
			return p, err
		}
	}
	if r.To != "" {
		p.To, err = corpus.ParseDate(r.To)
	}
	return p, err
}

// GoldEvent is an event that the articles date.
type GoldEvent struct {
	ID       string     `json:"id"`
	Date     string     `json:"date"`
	Also     []string   `json:"also"` // other dates that are right, such as the month of a day
	Planned  bool       `json:"planned"`
	Must     bool       `json:"must"`     // it has to come; the others may
	Place    []string   `json:"place"`    // any of which is right, "" that none is given; nil when none is judged
	Evidence []Evidence `json:"evidence"` // any of these states it
}

// GoldTrap is a date that a careless reader gives to what is stated.
type GoldTrap struct {
	Date     string     `json:"date"`
	Also     []string   `json:"also"`
	Evidence []Evidence `json:"evidence"`
	Note     string     `json:"note"`
}

// GoldQuote is what somebody said.
type GoldQuote struct {
	ID      string               `json:"id"`
	Speaker []string             `json:"speaker"` // names, any of which may be given
	Kind    answer.QuotationKind `json:"kind"`    // "" when either is right
	Must    bool                 `json:"must"`
	Date    []string             `json:"date"` // any of which is right; nil when none is judged
	Article string               `json:"article"`
	Text    string               `json:"text"` // verbatim, without quotation marks
}

// GoldFact is something that a summary should tell.
type GoldFact struct {
	ID       string     `json:"id"`
	Weight   float64    `json:"weight"`
	Evidence []Evidence `json:"evidence"` // any of these tells it
}

// GoldDifference is something that two sides differ or agree in; one side is
// empty when only the other says anything.
type GoldDifference struct {
	What string     `json:"what"`
	A    []Evidence `json:"a"`
	B    []Evidence `json:"b"`
}

// GoldClaim is one sentence of a text to be checked; Text may be left out when
// it is the whole text.
type GoldClaim struct {
	Text     string         `json:"text"`
	Verdict  answer.Verdict `json:"verdict"`
	Evidence []Evidence     `json:"evidence"`
}

// ReadReportCases reads one case a line, in order, and resolves what they want
// of each other. An error names the line, or the case that wants what is not
// there.
func ReadReportCases(r io.Reader) ([]ReportCase, error) {
	var out []ReportCase
	seen := map[string]bool{}
	err := eachLine(r, func(line []byte) error {
		var c ReportCase
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		if c.Expect == "" {
			c.Expect = ExpectAnswer
		}
		if err := c.check(seen); err != nil {
			return err
		}
		seen[c.ID] = true
		out = append(out, c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, newPool(out).resolve(out)
}

func (c *ReportCase) check(seen map[string]bool) error {
	switch {
	case c.ID == "":
		return fmt.Errorf("no id")
	case seen[c.ID]:
		return fmt.Errorf("id %q for the second time", c.ID)
	case !slices.Contains(Tasks, c.Task):
		return fmt.Errorf("task %q is none of %v", c.Task, Tasks)
	case c.Expect != ExpectAnswer && c.Expect != ExpectRefuse && c.Expect != ExpectEither:
		return fmt.Errorf("expect %q is none of answer, refuse, either", c.Expect)
	}
	if _, err := c.Request.Period(); err != nil {
		return err
	}
	return c.checkGold()
}

// checkGold finds gold that nothing could be held against.
func (c *ReportCase) checkGold() error {
	for _, claim := range c.Claims {
		if !slices.Contains(verdicts, claim.Verdict) {
			return fmt.Errorf("verdict %q is none of %v", claim.Verdict, verdicts)
		}
	}
	for _, e := range c.Events {
		if len(e.Evidence) == 0 {
			return fmt.Errorf("event %q has no evidence", e.ID)
		}
		if err := parseDates(append([]string{e.Date}, e.Also...)); err != nil {
			return err
		}
	}
	for _, t := range c.Not {
		if err := parseDates(append([]string{t.Date}, t.Also...)); err != nil {
			return err
		}
	}
	for _, q := range c.Quotes {
		if len(q.Speaker) == 0 || q.Text == "" {
			return fmt.Errorf("quotation %q has no speaker or no text", q.ID)
		}
	}
	for _, f := range c.Key {
		if len(f.Evidence) == 0 || !(0 < f.Weight && f.Weight <= maxWeight) {
			return fmt.Errorf("fact %q has no evidence, or a weight that is not above 0 and at most %d", f.ID, maxWeight)
		}
	}
	return nil
}

// maxWeight bounds what one fact counts against the others.
const maxWeight = 100

func parseDates(dates []string) error {
	for _, d := range dates {
		if _, err := corpus.ParseDate(d); err != nil {
			return err
		}
	}
	return nil
}
