package discordtest

import (
	"encoding/json"
	"slices"
	"strconv"
)

// Types of the first response.
const (
	callbackMessage      = 4
	callbackLoading      = 5
	callbackLater        = 6
	callbackUpdate       = 7
	callbackAutocomplete = 8
	callbackModal        = 9
)

// callbackTypes are the first responses that each kind of interaction takes.
var callbackTypes = map[string][]int{
	ActCommand:        {callbackMessage, callbackLoading, callbackModal},
	ActMessageCommand: {callbackMessage, callbackLoading, callbackModal},
	ActComponent:      {callbackMessage, callbackLoading, callbackLater, callbackUpdate, callbackModal},
	ActAutocomplete:   {callbackAutocomplete},
	ActModal:          {callbackMessage, callbackLoading},
}

// callback is POST /interactions/{interaction}/{token}/callback.
func (s *Server) callback(c *call) reply {
	a := s.acts[c.params["interaction"]]
	if a == nil || a.token != c.params["token"] {
		return fail(codeUnknownInteraction)
	}
	r := s.respond(c, a)
	if r.code != 0 {
		a.Errors = append(a.Errors, r.code)
	}
	return r
}

func (s *Server) respond(c *call, a *interaction) reply {
	var kind int
	_ = json.Unmarshal(c.body["type"], &kind)
	var data map[string]json.RawMessage
	_ = json.Unmarshal(c.body["data"], &data)
	took := s.now().Sub(a.Created)
	switch {
	case a.Callback != 0:
		return fail(codeAcknowledged)
	case took > firstResponse:
		return fail(codeUnknownInteraction)
	case !s.takes(a, kind):
		return invalid(problem{"type", "INTERACTION_TYPE_INVALID", "A response of type " + strconv.Itoa(kind) + " is not valid for this interaction"})
	}
	bad := s.firstResponse(c, a, kind, data)
	if bad != nil {
		return *bad
	}
	a.Callback, a.FirstResponse = kind, max(took, 1)
	if c.query.Get("with_response") == "true" {
		return ok(s.callbackWire(a))
	}
	return noContent()
}

// takes reports whether an interaction may be answered so. A form that a
// component opened may update the component's message.
func (s *Server) takes(a *interaction, kind int) bool {
	if a.Kind == ActModal && a.message != "" && (kind == callbackLater || kind == callbackUpdate) {
		from := s.acts[a.from]
		return from != nil && from.Kind == ActComponent
	}
	return slices.Contains(callbackTypes[a.Kind], kind)
}

// firstResponse does what a first response asks for.
func (s *Server) firstResponse(c *call, a *interaction, kind int, data map[string]json.RawMessage) *reply {
	switch kind {
	case callbackMessage, callbackLoading:
		return s.firstMessage(c, a, kind, data)
	case callbackLater:
		a.Original = a.message
	case callbackUpdate:
		return s.updateMessage(c, a, data)
	case callbackAutocomplete:
		a.Choices = []Choice{}
		if json.Unmarshal(data["choices"], &a.Choices) != nil || len(a.Choices) > 25 {
			r := invalid(problem{"data.choices", "BASE_TYPE_BAD_LENGTH", "Must be between 0 and 25 in length."})
			return &r
		}
	case callbackModal:
		a.Modal = slices.Clone(c.body["data"])
	}
	return nil
}

// firstMessage makes the response that is a message, or the loading one.
func (s *Server) firstMessage(c *call, a *interaction, kind int, data map[string]json.RawMessage) *reply {
	ch := s.world.channels[a.Channel]
	if ch == nil {
		r := fail(codeUnknownChannel)
		return &r
	}
	b, bad := parseBody(data, c.files)
	if bad != nil {
		r := under(*bad, "data")
		return &r
	}
	m := s.actMessage(a)
	if b.flags != nil {
		m.flags = *b.flags & (flagSuppressEmbeds | flagEphemeral | flagSilent | flagComponentsV2)
	}
	if kind == callbackLoading {
		m.flags = m.flags&flagEphemeral | flagLoading
	} else {
		b.apply(m)
		if m.empty() {
			r := fail(codeEmptyMessage)
			return &r
		}
	}
	s.putActMessage(ch, a, m)
	a.Original, a.Ephemeral = m.id, m.flags&flagEphemeral != 0
	return nil
}

// actMessage begins a message that answers an interaction.
func (s *Server) actMessage(a *interaction) *message {
	m := &message{author: s.world.bot.ID, act: a, webhook: s.world.app, kind: typeCommand}
	switch a.Kind {
	case ActMessageCommand:
		m.kind = typeContextMenu
	case ActComponent, ActModal:
		m.kind = typeDefault
		if a.message != "" {
			m.kind, m.reference = typeReply, a.message
		}
	}
	return m
}

// putActMessage puts it into the channel, before its one viewer or all.
func (s *Server) putActMessage(ch *channel, a *interaction, m *message) {
	if m.flags&flagEphemeral != 0 {
		m.viewer = a.User
	}
	s.ping(ch, m)
	s.add(ch, m)
	a.Messages = append(a.Messages, m.id)
}

// updateMessage changes the message that the component is on.
func (s *Server) updateMessage(c *call, a *interaction, data map[string]json.RawMessage) *reply {
	ch, m := s.world.findMessage(a.message)
	if m == nil {
		r := fail(codeUnknownMessage)
		return &r
	}
	inner := *c
	inner.body = data
	if r := s.edit(&inner, ch, m); r.code != 0 {
		r = under(r, "data")
		return &r
	}
	a.Original = m.id
	return nil
}

// under moves the findings of a 50035 below a key.
func under(r reply, key string) reply {
	if o, isObject := r.body.(object); isObject && o["errors"] != nil {
		o["errors"] = object{key: o["errors"]}
	}
	return r
}

// callbackWire is the answer to a first response that asked for one.
func (s *Server) callbackWire(a *interaction) object {
	it := object{"id": a.ID, "type": a.number()}
	out := object{"interaction": it}
	_, m := s.world.findMessage(a.Original)
	if m == nil {
		return out
	}
	it["response_message_id"] = m.id
	it["response_message_loading"] = m.flags&flagLoading != 0
	it["response_message_ephemeral"] = m.viewer != ""
	// Discord's documentation gives the message with these two types alone.
	switch a.Callback {
	case callbackMessage, callbackUpdate:
		out["resource"] = object{"type": a.Callback, "message": s.messageWire(m, true)}
	}
	return out
}
