package eval

import (
	"fmt"
	"slices"
)

// pool holds what the cases of a file state, for the cases that want it.
type pool struct {
	events []GoldEvent
	traps  []GoldTrap
	quotes []GoldQuote
	facts  []GoldFact
}

func newPool(cases []ReportCase) *pool {
	p := &pool{}
	for _, c := range cases {
		p.events = append(p.events, c.Events...)
		p.traps = append(p.traps, c.Not...)
		p.quotes = append(p.quotes, c.Quotes...)
		p.facts = append(p.facts, c.Key...)
	}
	return p
}

// resolve gives every case that states nothing itself what it wants. The other
// events and quotations of the file may come too, and are judged when they do.
func (p *pool) resolve(cases []ReportCase) error {
	for i := range cases {
		c := &cases[i]
		if c.Expect == ExpectRefuse {
			continue
		}
		for _, id := range c.Want {
			if !p.has(c.Task, id) {
				return fmt.Errorf("case %s wants %q, which no case of the task %s states", c.ID, id, c.Task)
			}
		}
		if len(c.Events) == 0 && c.Task == TaskTimeline {
			c.Events, c.Not = slices.Clone(p.events), p.traps
			for k := range c.Events {
				c.Events[k].Must = slices.Contains(c.Want, c.Events[k].ID)
			}
		}
		if len(c.Quotes) == 0 && c.Task == TaskQuotes {
			c.Quotes = slices.Clone(p.quotes)
			for k := range c.Quotes {
				c.Quotes[k].Must = slices.Contains(c.Want, c.Quotes[k].ID)
			}
		}
		if len(c.Key) == 0 && c.Task == TaskSummary {
			for _, f := range p.facts {
				if slices.Contains(c.Want, f.ID) {
					c.Key = append(c.Key, f)
				}
			}
		}
	}
	return nil
}

func (p *pool) has(task Task, id string) bool {
	switch task {
	case TaskTimeline:
		return slices.ContainsFunc(p.events, func(e GoldEvent) bool { return e.ID == id })
	case TaskQuotes:
		return slices.ContainsFunc(p.quotes, func(q GoldQuote) bool { return q.ID == id })
	case TaskSummary:
		return slices.ContainsFunc(p.facts, func(f GoldFact) bool { return f.ID == id })
	}
	return false
}
