package reply

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// MaxEntries is how many proposals Entries shows.
const MaxEntries = maxOptions

// ProposalList is what the entries of a feed make.
type ProposalList struct {
	List    []Proposal // those that are shown, at most MaxEntries
	Total   int        // how many there are
	Left    int        // those that are not shown and that there is something to do about
	Refused []string   // why others cannot be articles, one sentence each
}

// Entries returns a list of proposals, with a select to look at each, and buttons
// to keep all that there is to keep.
func Entries(p ProposalList, until time.Time, o Options) Message {
	t := o.Texts
	list := p.List[:min(len(p.List), MaxEntries)]
	head := "**" + t.Say("entries.title", "n", p.Total) + "**"
	open := 0
	for _, one := range list {
		if one.Change != Nothing && !one.Kept {
			open++
		}
	}
	var tail []string
	if p.Left > 0 {
		tail = append(tail, t.Say("entries.left", "n", p.Left))
	}
	if len(p.Refused) > 0 {
		tail = append(tail, t.Say("entries.refused", "n", len(p.Refused))+" – "+shortEscaped(p.Refused[0], maxNote))
	}
	if open > 0 {
		tail = append(tail, "-# "+t.Say("proposal.until", "time", fmt.Sprintf("<t:%d:t>", until.Unix())))
	}
	end := strings.Join(tail, "\n")
	same := sameState(list, t)
	if same != "" {
		head += " · " + same
	}
	lines := entryLines(list, same == "", maxContent-size(head)-size(end)-2, t)
	var options []Option
	for n, one := range list {
		options = append(options, one.option(n, t))
	}
	m := message(cutTo(strings.Trim(head+"\n"+lines+"\n"+end, "\n"), maxContent))
	var choose, buttons []Component
	if len(options) > 0 {
		choose = []Component{{
			Type: typeSelect, CustomID: ID{Action: ActionEntry, Key: o.Key}.String(),
			Placeholder: shorten(t.Say("select.entry"), maxPlaceholder), Options: options,
		}}
	}
	if open > 0 {
		all := button(ID{Action: ActionKeep, Key: o.Key, N: -1}, t.Say("button.add_all", "n", open), "", false)
		all.Style = stylePrimary
		buttons = []Component{all, discard(o)}
	}
	m.Components = rows(o, choose, buttons)
	return m
}

// sameState returns the state of all proposals, "" when they differ.
func sameState(list []Proposal, t Texts) string {
	for _, p := range list {
		if p.state(t) != list[0].state(t) {
			return ""
		}
	}
	if len(list) < 2 {
		return ""
	}
	return list[0].state(t)
}

// Bounds of a line about a proposal in a list.
const (
	longestLine  = 240
	shortestLine = 40
)

// entryLines are the lines of a list, none longer than they need to be so that
// all fit into so many units.
func entryLines(list []Proposal, states bool, room int, t Texts) string {
	for most := longestLine; ; most -= 10 {
		var lines []string
		for n, p := range list {
			state := ""
			if states {
				state = " · " + p.state(t)
			}
			lines = append(lines, p.line(n, most, state, t))
		}
		if s := strings.Join(lines, "\n"); most <= shortestLine || fits(s, room) {
			return s
		}
	}
}

// line is a proposal in a list, in about so many units.
func (p Proposal) line(n, most int, state string, t Texts) string {
	date := ""
	if !p.Article.Published.IsZero() {
		date = " · " + t.Date(p.Article.Published.String())
	}
	number := strconv.Itoa(n+1) + "\\. "
	name := p.Article.Title
	if name == "" {
		name = p.Article.ID
	}
	room := most - size(number) - size(date) - size(state)
	return number + shortEscaped(name, max(room, 12)) + date + state
}

// shortEscaped escapes a text on one line and has it take at most so many units.
func shortEscaped(s string, most int) string {
	s = oneLine(s)
	for room := most; room > 0; room = room * 3 / 4 {
		if out := EscapeLine(shorten(s, room)); fits(out, most) {
			return orDash(out)
		}
	}
	return "–"
}

// state says in a few words what there is to do about a proposal, and to know.
func (p Proposal) state(t Texts) string {
	var state string
	switch {
	case p.Kept:
		return t.Say("entries.kept")
	case p.Change == Nothing:
		return t.Say("entries.there")
	case p.Change == Adds:
		state = t.Say("entries.adds")
	default:
		state = t.Say("entries.changes")
	}
	if p.Teaser {
		state += ", " + t.Say("entries.teaser")
	}
	if len(p.Near) > 0 {
		state += ", " + t.Say("entries.near")
	}
	return state
}

func (p Proposal) option(n int, t Texts) Option {
	name := oneLine(p.Article.Title)
	if name == "" {
		name = oneLine(p.Article.ID)
	}
	return Option{
		Label: shorten(strconv.Itoa(n+1)+". "+orDash(name), maxOptionText), Value: strconv.Itoa(n),
		Description: shorten(p.state(t), maxOptionText),
	}
}
