package discordtest

import (
	"fmt"
	"maps"
)

// Attachment is a file of a message.
type Attachment struct {
	Name        string `json:"name"`
	Size        int    `json:"size,omitempty"`
	ContentType string `json:"content_type,omitempty"`
	URL         string `json:"url,omitempty"`
}

func attachmentWire(a Attachment, n int) object {
	if a.URL == "" {
		a.URL = "https://cdn.discordapp.test/attachments/" + a.Name
	}
	o := object{"id": fmt.Sprint(n + 1), "filename": a.Name, "size": max(a.Size, 1), "url": a.URL, "proxy_url": a.URL}
	if a.ContentType != "" {
		o["content_type"] = a.ContentType
	}
	return o
}

// normalEmbeds gives embeds the form in which Discord gives them back.
func normalEmbeds(in []any) []any {
	out := []any{}
	for _, e := range in {
		o, isObject := withoutNull(e).(object)
		if !isObject {
			continue
		}
		o["type"] = "rich"
		out = append(out, o)
	}
	return out
}

// normalComponents gives components the form in which Discord gives them back:
// each has an id.
func normalComponents(in []any) []any {
	next := 1
	var walk func(list []any) []any
	walk = func(list []any) []any {
		out := []any{}
		for _, e := range list {
			o, isObject := withoutNull(e).(object)
			if !isObject {
				continue
			}
			if o["id"] == nil || o["id"] == 0.0 {
				o["id"] = next
			}
			next++
			if kind := o["type"]; kind == 3.0 {
				if o["min_values"] == nil {
					o["min_values"] = 1
				}
				if o["max_values"] == nil {
					o["max_values"] = 1
				}
			}
			if inner, has := o["components"].([]any); has {
				o["components"] = walk(inner)
			}
			out = append(out, o)
		}
		return out
	}
	return walk(in)
}

// withoutNull copies a JSON value and leaves out fields that are null.
func withoutNull(v any) any {
	switch v := v.(type) {
	case object:
		out := object{}
		for k, e := range v {
			if e != nil {
				out[k] = withoutNull(e)
			}
		}
		return out
	case []any:
		out := []any{}
		for _, e := range v {
			out = append(out, withoutNull(e))
		}
		return out
	}
	return v
}

// messageWire is a message as Discord gives it to the bot: without its text
// where the bot may not read it.
func (s *Server) messageWire(m *message, reads bool) object {
	o := s.basicMessage(m, reads)
	if m.reference == "" {
		return o
	}
	ref := object{"type": 0, "channel_id": m.channel, "message_id": m.reference}
	o["message_reference"] = ref
	o["referenced_message"] = nil
	c := s.world.channels[m.channel]
	if c == nil {
		return o
	}
	if c.Guild != "" {
		ref["guild_id"] = c.Guild
	}
	if to := c.message(m.reference); to != nil {
		o["referenced_message"] = s.basicMessage(to, reads)
	}
	return o
}

// basicMessage is a message without the one it replies to.
func (s *Server) basicMessage(m *message, reads bool) object {
	mentions := []any{}
	for _, id := range m.mentions {
		mentions = append(mentions, s.userWire(id))
	}
	o := object{
		"id": m.id, "channel_id": m.channel, "type": m.kind, "author": s.userWire(m.author),
		"content": m.content, "embeds": list(m.embeds), "components": list(m.components),
		"attachments": list(m.attachments), "flags": m.flags, "timestamp": stamp(m.created),
		"edited_timestamp": stampOrNull(m.edited), "mentions": mentions, "mention_roles": list(m.roles),
		"mention_everyone": m.everyone, "pinned": false, "tts": false,
	}
	if !reads && !s.readable(m) {
		maps.Copy(o, object{"content": "", "embeds": []any{}, "components": []any{}, "attachments": []any{}})
	}
	if m.nonce != nil {
		o["nonce"] = m.nonce
	}
	if m.webhook != "" {
		o["webhook_id"] = m.webhook
	}
	if m.act != nil {
		o["application_id"] = s.world.app
		o["interaction_metadata"] = s.metadata(m.act)
	}
	if t := s.world.channels[m.id]; t != nil && t.Kind == Thread {
		o["thread"] = s.channelWire(t)
	}
	return o
}

// list is [] rather than null.
func list[T any](in []T) []T {
	if in == nil {
		return []T{}
	}
	return in
}

// metadata is what a message tells of the interaction that made it.
func (s *Server) metadata(a *interaction) object {
	o := object{
		"id": a.ID, "type": a.number(), "user": s.userWire(a.User),
		"authorizing_integration_owners": s.owners(a),
	}
	switch a.Kind {
	case ActComponent:
		o["interacted_message_id"] = a.message
	case ActModal:
		if from := s.acts[a.from]; from != nil {
			o["triggering_interaction_metadata"] = s.metadata(from)
		}
	case ActMessageCommand:
		o["target_message_id"] = a.message
	}
	return o
}
