package discordtest

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// body is what a request says of a message. A nil field was absent; an empty
// one was null or [].
type body struct {
	nonce      any // a string or a number, or nil
	content    *string
	embeds     *[]any
	components *[]any
	flags      *int
	allowed    json.RawMessage
	files      []string
}

// shaped tell whether a list's parts have the types that a test sees.
var shaped = map[string]func([]byte) bool{
	"embeds":     func(raw []byte) bool { return json.Unmarshal(raw, &[]Embed{}) == nil },
	"components": func(raw []byte) bool { return json.Unmarshal(raw, &[]Component{}) == nil },
}

// parseBody reads the fields of a message out of JSON.
func parseBody(fields map[string]json.RawMessage, files []string) (body, *reply) {
	b := body{allowed: fields["allowed_mentions"], files: files}
	var problems []problem
	wrong := func(path, what string) {
		problems = append(problems, problem{path, "BASE_TYPE_BAD_TYPE", what})
	}
	if raw, there := fields["content"]; there {
		b.content = new(string)
		if json.Unmarshal(raw, b.content) != nil {
			wrong("content", "Could not be interpreted as a string.")
		}
		*b.content = strings.TrimSpace(*b.content)
		if utf8.RuneCountInString(*b.content) > maxContent {
			problems = append(problems, problem{"content", "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length."})
		}
	}
	_ = json.Unmarshal(fields["nonce"], &b.nonce)
	switch b.nonce.(type) {
	case nil, string, float64:
	default:
		b.nonce = nil
		wrong("nonce", "Could not be interpreted as a string.")
	}
	for name, field := range map[string]**[]any{"embeds": &b.embeds, "components": &b.components} {
		if raw, there := fields[name]; there {
			*field = new([]any)
			if json.Unmarshal(raw, *field) != nil || !shaped[name](raw) {
				wrong(name, "Only iterables may be used in a ListType")
			}
		}
	}
	if raw, there := fields["flags"]; there {
		b.flags = new(int)
		if json.Unmarshal(raw, b.flags) != nil {
			wrong("flags", "Could not be interpreted as an integer.")
		}
	}
	if problems != nil {
		r := invalid(problems...)
		return b, &r
	}
	return b, nil
}

// apply puts what is there into a message.
func (b body) apply(m *message) {
	if b.content != nil {
		m.content = *b.content
	}
	if b.embeds != nil {
		m.embeds = normalEmbeds(*b.embeds)
	}
	if b.components != nil {
		m.components = normalComponents(*b.components)
	}
	for i, name := range b.files {
		m.attachments = append(m.attachments, attachmentWire(Attachment{Name: name, URL: "https://cdn.discordapp.test/" + name}, i))
	}
	if b.allowed != nil {
		m.allowed = b.allowed
	}
}

func (m *message) empty() bool {
	return m.content == "" && len(m.embeds) == 0 && len(m.components) == 0 && len(m.attachments) == 0
}
