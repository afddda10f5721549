package reply

// Message is the body of a message as Discord takes it. It has no MarshalJSON,
// so that a request may embed it beside fields of its own. Every function of
// this package returns messages within Discord's limits, with Embeds and
// Components that are not nil and with mentions switched off.
type Message struct {
	Content         string          `json:"content"`
	Embeds          []Embed         `json:"embeds"`     // never nil: an edit clears with []
	Components      []Row           `json:"components"` // never nil, for the same reason
	AllowedMentions AllowedMentions `json:"allowed_mentions"`
}

// AllowedMentions says which mentions in a message ping. Parse is never nil and
// always empty: nothing that the bot says pings anybody.
type AllowedMentions struct {
	Parse []string `json:"parse"`
}

// Embed is a framed part of a message.
type Embed struct {
	Title       string  `json:"title,omitempty"`
	Description string  `json:"description,omitempty"`
	URL         string  `json:"url,omitempty"`
	Color       int     `json:"color,omitempty"`
	Fields      []Field `json:"fields,omitempty"`
	Footer      *Footer `json:"footer,omitempty"`
	Author      *Author `json:"author,omitempty"`
}

// Field is a named part of an embed.
type Field struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline,omitempty"`
}

// Footer is the last line of an embed, without markup.
type Footer struct {
	Text string `json:"text"`
}

// Author is the first line of an embed, without markup.
type Author struct {
	Name string `json:"name"`
}

// The types of components and the styles of buttons that are used here.
const (
	typeRow      = 1
	typeButton   = 2
	typeSelect   = 3
	stylePrimary = 1
	styleNeutral = 2
	styleDanger  = 4
)

// Row is a line of components: up to five buttons or one select.
type Row struct {
	Type       int         `json:"type"` // always 1
	Components []Component `json:"components"`
}

// Component is a button (type 2) or a select of fixed options (type 3).
type Component struct {
	Type        int      `json:"type"`
	CustomID    string   `json:"custom_id"`
	Style       int      `json:"style,omitempty"`
	Label       string   `json:"label,omitempty"`
	Emoji       *Emoji   `json:"emoji,omitempty"`
	Disabled    bool     `json:"disabled,omitempty"`
	Placeholder string   `json:"placeholder,omitempty"`
	Options     []Option `json:"options,omitempty"`
}

// Emoji is a Unicode emoji on a button.
type Emoji struct {
	Name string `json:"name"`
}

// Option is one choice of a select.
type Option struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
}

// Text returns a message that says a fixed text of ours, markdown and all. What
// is longer than a message is cut.
func Text(s string) Message { return inMessages(cutTo(s, maxContent))[0] }

// message returns a message with nothing but its content.
func message(content string) Message {
	return Message{
		Content: content, Embeds: []Embed{}, Components: []Row{},
		AllowedMentions: AllowedMentions{Parse: []string{}},
	}
}
