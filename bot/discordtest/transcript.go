package discordtest

import (
	"fmt"
	"time"
)

// Transcript is a channel's conversation as one user sees it, in the form in
// which it can be drawn.
type Transcript struct {
	Channel  TranscriptChannel   `json:"channel"`
	Users    map[string]string   `json:"users"` // names by id, of all who are there
	Messages []TranscriptMessage `json:"messages"`
}

// TranscriptChannel names the channel.
type TranscriptChannel struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Guild string `json:"guild,omitempty"`
}

// TranscriptAuthor is who wrote a message.
type TranscriptAuthor struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Bot  bool   `json:"bot,omitempty"`
}

// TranscriptMessage is a message with its embeds and components as Discord
// has them.
type TranscriptMessage struct {
	ID          string                 `json:"id"`
	Author      TranscriptAuthor       `json:"author"`
	Content     string                 `json:"content"`
	Embeds      []any                  `json:"embeds"`
	Components  []any                  `json:"components"`
	Flags       int                    `json:"flags"`
	Ephemeral   bool                   `json:"ephemeral"`
	Edited      bool                   `json:"edited"`
	Timestamp   time.Time              `json:"timestamp"`
	ReplyTo     *TranscriptReply       `json:"reply_to,omitempty"`
	Interaction *TranscriptInteraction `json:"interaction,omitempty"`
}

// TranscriptReply is the message that is replied to.
type TranscriptReply struct {
	ID      string           `json:"id"`
	Author  TranscriptAuthor `json:"author"`
	Content string           `json:"content"`
}

// TranscriptInteraction is the "somebody used /ask" above a message.
type TranscriptInteraction struct {
	Name string           `json:"name"`
	User TranscriptAuthor `json:"user"`
}

func (s *Server) transcript(channelID, viewer string) (Transcript, error) {
	c := s.world.channels[channelID]
	if c == nil {
		return Transcript{}, fmt.Errorf("no channel has the id %q", channelID)
	}
	t := Transcript{
		Channel: TranscriptChannel{Name: c.Name, Type: c.Kind}, Users: map[string]string{}, Messages: []TranscriptMessage{},
	}
	if g := s.world.guilds[c.Guild]; g != nil {
		t.Channel.Guild = g.Name
	}
	for id := range s.world.users {
		t.Users[id] = s.author(id).Name
	}
	for _, m := range c.messages {
		if m.deleted.IsZero() && (viewer == "" || m.viewer == "" || m.viewer == viewer) {
			t.Messages = append(t.Messages, s.told(c, m))
		}
	}
	return t, nil
}

// told is a message of a transcript.
func (s *Server) told(c *channel, m *message) TranscriptMessage {
	out := TranscriptMessage{
		ID: m.id, Author: s.author(m.author), Content: m.content, Embeds: list(m.embeds), Components: list(m.components),
		Flags: m.flags, Ephemeral: m.viewer != "", Edited: !m.edited.IsZero(), Timestamp: m.created,
	}
	if to := c.message(m.reference); to != nil {
		out.ReplyTo = &TranscriptReply{ID: to.id, Author: s.author(to.author), Content: to.content}
	}
	if m.act != nil && m.act.Name != "" {
		out.Interaction = &TranscriptInteraction{Name: m.act.Name, User: s.author(m.act.User)}
	}
	return out
}

func (s *Server) author(id string) TranscriptAuthor {
	u := s.world.users[id]
	if u == nil {
		return TranscriptAuthor{ID: id, Name: "Deleted User"}
	}
	a := TranscriptAuthor{ID: id, Name: u.Name, Bot: u.Bot}
	if u.DisplayName != "" {
		a.Name = u.DisplayName
	}
	return a
}
