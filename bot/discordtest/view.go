package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Message is a message as a test sees it.
type Message struct {
	ID       string    `json:"id"`
	Channel  string    `json:"channel"`
	Guild    string    `json:"guild,omitempty"`
	Author   User      `json:"author"`
	Type     int       `json:"type"`
	Content  string    `json:"content"`
	Flags    int       `json:"flags"`
	Created  time.Time `json:"created"`
	Edited   time.Time `json:"edited,omitzero"` // zero where no "(edited)" shows
	Versions []Version `json:"versions"`        // every text it had, the first first
	Loading  bool      `json:"loading,omitempty"`
	// Viewer is the one user who sees an ephemeral message.
	Ephemeral bool   `json:"ephemeral,omitempty"`
	Viewer    string `json:"viewer,omitempty"`

	Embeds      []Embed      `json:"embeds,omitempty"`
	Components  []Component  `json:"components,omitempty"`
	Attachments []Attachment `json:"attachments,omitempty"`
	ReplyTo     string       `json:"reply_to,omitempty"`
	Nonce       string       `json:"nonce,omitempty"`
	Interaction string       `json:"interaction,omitempty"` // that made it
	Thread      string       `json:"thread,omitempty"`      // that hangs on it
	Deleted     time.Time    `json:"deleted,omitzero"`

	Pings         Pings           `json:"pings"`
	Links         []Link          `json:"links,omitempty"`
	DroppedEmbeds int             `json:"dropped_embeds,omitempty"` // for want of EMBED_LINKS
	Allowed       json.RawMessage `json:"allowed_mentions,omitempty"`
	Raw           json.RawMessage `json:"raw"` // as REST gives it
}

// Edits is how often the message was edited, the filling of a loading message
// included.
func (m Message) Edits() int { return len(m.Versions) - 1 }

// Embed is an embed of a message.
type Embed struct {
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	URL         string       `json:"url,omitempty"`
	Color       int          `json:"color,omitempty"`
	Fields      []EmbedField `json:"fields,omitempty"`
	Footer      struct {
		Text string `json:"text,omitempty"`
	} `json:"footer,omitzero"`
	Author struct {
		Name string `json:"name,omitempty"`
		URL  string `json:"url,omitempty"`
	} `json:"author,omitzero"`
}

// EmbedField is a field of an embed.
type EmbedField struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline,omitempty"`
}

// Component is a row, a button, a select or another part of a message.
type Component struct {
	Type        int            `json:"type"`
	CustomID    string         `json:"custom_id,omitempty"`
	Style       int            `json:"style,omitempty"`
	Label       string         `json:"label,omitempty"`
	URL         string         `json:"url,omitempty"`
	Disabled    bool           `json:"disabled,omitempty"`
	Placeholder string         `json:"placeholder,omitempty"`
	Content     string         `json:"content,omitempty"`
	Emoji       Emoji          `json:"emoji,omitzero"`
	Options     []SelectOption `json:"options,omitempty"`
	Components  []Component    `json:"components,omitempty"`
}

// Emoji is the emoji of a button or an option.
type Emoji struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// SelectOption is an option of a select.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
}

// Parts returns the buttons and selects of a message, rows opened, in order.
func (m Message) Parts() []Component {
	var out []Component
	var walk func([]Component)
	walk = func(list []Component) {
		for _, c := range list {
			if c.CustomID != "" || c.URL != "" {
				out = append(out, c)
			}
			walk(c.Components)
		}
	}
	walk(m.Components)
	return out
}

// Typing is a call that shows somebody typing for ten seconds.
type Typing struct {
	At   time.Time `json:"at"`
	User string    `json:"user"`
}

// view is a message as it stands.
func (s *Server) view(m *message) (Message, error) {
	wire := s.messageWire(m, true)
	raw, err := json.Marshal(wire)
	if err != nil {
		return Message{}, err
	}
	out := Message{
		ID: m.id, Channel: m.channel, Type: m.kind, Content: m.content, Flags: m.flags,
		Created: m.created, Edited: m.edited, Versions: slices.Clone(m.versions), Loading: m.flags&flagLoading != 0,
		Ephemeral: m.viewer != "", Viewer: m.viewer, ReplyTo: m.reference, Deleted: m.deleted,
		Pings: m.pings, Links: messageLinks(m), DroppedEmbeds: m.dropped, Allowed: m.allowed, Raw: raw,
	}
	if c := s.world.channels[m.channel]; c != nil {
		out.Guild = c.Guild
	}
	if u := s.world.users[m.author]; u != nil {
		out.Author = *u
	}
	if m.nonce != nil {
		out.Nonce = fmt.Sprint(m.nonce)
	}
	if m.act != nil {
		out.Interaction = m.act.ID
	}
	if s.world.channels[m.id] != nil {
		out.Thread = m.id
	}
	for _, a := range m.attachments {
		o, _ := a.(object)
		name, _ := o["filename"].(string)
		out.Attachments = append(out.Attachments, Attachment{Name: name})
	}
	return out, errors.Join(recode(m.embeds, &out.Embeds), recode(m.components, &out.Components))
}

// recode gives loose JSON a type.
func recode(from, to any) error {
	raw, err := json.Marshal(from)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, to)
}

// seen returns the messages of a channel that a viewer sees; all for "". With
// deleted, it returns those that were deleted instead.
func (s *Server) seen(channelID, viewer string, deleted bool) ([]Message, error) {
	c := s.world.channels[channelID]
	if c == nil {
		return nil, fmt.Errorf("no channel has the id %q", channelID)
	}
	out := []Message{}
	for _, m := range c.messages {
		if m.deleted.IsZero() == deleted || viewer != "" && m.viewer != "" && m.viewer != viewer {
			continue
		}
		v, err := s.view(m)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
