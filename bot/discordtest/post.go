package discordtest

import (
	"fmt"
	"slices"
	"strings"
)

// Post is a message by a user, another bot or a webhook.
type Post struct {
	Author  string `json:"author"`
	Channel string `json:"channel"`
	Content string `json:"content"`
	ReplyTo string `json:"reply_to,omitempty"`
	// NoPing takes the ping off a reply, so that its author is not mentioned.
	NoPing      bool         `json:"no_ping,omitempty"`
	Attachments []Attachment `json:"attachments,omitempty"`
	Webhook     bool         `json:"webhook,omitempty"` // a webhook posts it in the author's name
}

// post puts a user's message into a channel.
func (s *Server) post(in Post) (Message, error) {
	u, c := s.world.users[in.Author], s.world.channels[in.Channel]
	switch {
	case u == nil:
		return Message{}, fmt.Errorf("no user has the id %q", in.Author)
	case c == nil:
		return Message{}, fmt.Errorf("no channel has the id %q", in.Channel)
	case c.Kind == DM && c.Recipient != u.ID:
		return Message{}, fmt.Errorf("channel %s is another user's", c.ID)
	case c.Locked:
		return Message{}, fmt.Errorf("thread %s is locked", c.ID)
	}
	if g := s.world.guilds[c.Guild]; g != nil {
		g.join(u.ID, s.now())
	}
	m := &message{author: u.ID, content: in.Content}
	for i, a := range in.Attachments {
		m.attachments = append(m.attachments, attachmentWire(a, i))
	}
	if in.Webhook {
		m.webhook = u.ID
	}
	if in.ReplyTo != "" {
		to := c.message(in.ReplyTo)
		if to == nil {
			return Message{}, fmt.Errorf("no message %s to reply to", in.ReplyTo)
		}
		m.kind, m.reference = typeReply, to.id
	}
	s.mention(c, m, !in.NoPing)
	if c.Archived {
		s.unarchive(c)
	}
	s.add(c, m)
	return s.view(m)
}

// mention works out whom a user's message mentions.
func (s *Server) mention(c *channel, m *message, pingReply bool) {
	text := codeSpan.ReplaceAllString(m.content, "")
	m.mentions = nil
	for _, id := range mentioned(userMention, text) {
		if s.world.users[id] != nil {
			m.mentions = append(m.mentions, id)
		}
	}
	m.roles = mentioned(roleMention, text)
	m.everyone = strings.Contains(text, "@everyone") || strings.Contains(text, "@here")
	if to := c.message(m.reference); to != nil && pingReply && !slices.Contains(m.mentions, to.author) {
		m.mentions = append(m.mentions, to.author)
	}
}

// editPost changes a user's message.
func (s *Server) editPost(id, content string) (Message, error) {
	c, m := s.world.findMessage(id)
	if m == nil {
		return Message{}, fmt.Errorf("no message has the id %q", id)
	}
	m.content, m.edited = content, s.now()
	s.mention(c, m, false)
	m.version(m.edited)
	s.dispatchMessage("MESSAGE_UPDATE", m)
	return s.view(m)
}
