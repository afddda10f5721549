package reply

import "rapporteur/answer"

// answerRows returns the buttons of an answer or a refusal, and below them a
// select of the passages to read: those cited, then the nearest. A reply that is
// about no article, such as a greeting, has none: there is nothing to read or rate.
func answerRows(a *answer.Answer, o Options) []Row {
	if len(a.Citations) == 0 && (!a.Refused || len(a.Retrieved) == 0) {
		return []Row{}
	}
	t := o.Texts
	var buttons []Component
	if !a.Refused {
		buttons = append(buttons, button(ID{Action: ActionSources, Key: o.Key}, t.Say("button.sources"), "", false))
	}
	if len(a.Retrieved) > 0 {
		buttons = append(buttons, button(ID{Action: ActionNearest, Key: o.Key}, t.Say("button.nearest"), "", false))
	}
	buttons = append(
		buttons,
		button(ID{Action: ActionUp, Key: o.Key}, "", "👍", false),
		button(ID{Action: ActionDown, Key: o.Key}, "", "👎", false),
	)
	var options []Option
	for i, e := range entries(a) {
		options = append(options, e.option(i, t))
	}
	return rows(o, buttons, readSelect(options, o))
}

// rows returns the lines of components that are not empty; none when the reply
// is not kept, as nothing could answer to them.
func rows(o Options, lines ...[]Component) []Row {
	out := []Row{}
	if !keys.MatchString(o.Key) {
		return out
	}
	for _, line := range lines {
		if len(line) > 0 {
			out = append(out, Row{Type: typeRow, Components: line})
		}
	}
	return out
}

// button returns a button with a label, an emoji or both.
func button(id ID, label, emoji string, disabled bool) Component {
	c := Component{Type: typeButton, Style: styleNeutral, CustomID: id.String(), Label: shorten(label, maxLabel), Disabled: disabled}
	if emoji != "" {
		c.Emoji = &Emoji{Name: emoji}
	}
	return c
}

// readSelect returns the select of passages to read, nil without options.
func readSelect(options []Option, o Options) []Component {
	if len(options) == 0 {
		return nil
	}
	return []Component{{
		Type: typeSelect, CustomID: ID{Action: ActionRead, Key: o.Key}.String(),
		Placeholder: shorten(o.Texts.Say("select.read"), maxPlaceholder), Options: options[:min(len(options), maxOptions)],
	}}
}
