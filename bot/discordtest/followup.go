package discordtest

import "slices"

// actOf returns the interaction whose token is in a webhook's path.
func (s *Server) actOf(c *call) (*interaction, *reply) {
	a := s.tokens[c.params["token"]]
	var r reply
	switch {
	case a == nil || c.params["webhook"] != s.world.app:
		r = fail(codeUnknownWebhook)
	case s.now().Sub(a.Created) > tokenLife:
		r = failedAct(a, fail(codeInvalidToken))
	default:
		return a, nil
	}
	return nil, &r
}

// failedAct notes a code that a request about an interaction got.
func failedAct(a *interaction, r reply) reply {
	if r.code != 0 {
		a.Errors = append(a.Errors, r.code)
	}
	return r
}

// actMessageOf returns the message of a request, which is one of the
// interaction's own.
func (s *Server) actMessageOf(c *call) (*interaction, *channel, *message, *reply) {
	a, bad := s.actOf(c)
	if bad != nil {
		return nil, nil, nil, bad
	}
	id := c.params["message"]
	if id == "@original" {
		id = a.Original
	} else if !slices.Contains(a.Messages, id) && id != a.Original {
		id = ""
	}
	if ch, m := s.world.findMessage(id); m != nil {
		return a, ch, m, nil
	}
	// Before the first response, and after the message was deleted.
	r := failedAct(a, fail(codeUnknownMessage))
	return nil, nil, nil, &r
}

// getResponse is GET /webhooks/{webhook}/{token}/messages/{message}.
func (s *Server) getResponse(c *call) reply {
	_, _, m, bad := s.actMessageOf(c)
	if bad != nil {
		return *bad
	}
	return ok(s.messageWire(m, true))
}

// editResponse is PATCH on the same path.
func (s *Server) editResponse(c *call) reply {
	a, ch, m, bad := s.actMessageOf(c)
	if bad != nil {
		return *bad
	}
	return failedAct(a, s.edit(c, ch, m))
}

// deleteResponse is DELETE on the same path.
func (s *Server) deleteResponse(c *call) reply {
	_, _, m, bad := s.actMessageOf(c)
	if bad != nil {
		return *bad
	}
	s.remove(m)
	return noContent()
}

// followUp is POST /webhooks/{webhook}/{token}. The first after a deferral
// takes the place of the loading message, and is as ephemeral as that.
func (s *Server) followUp(c *call) reply {
	a, bad := s.actOf(c)
	if bad != nil {
		return *bad
	}
	if a.Callback == 0 {
		return failedAct(a, fail(codeUnknownWebhook))
	}
	if a.Callback == callbackLoading {
		if ch, m := s.world.findMessage(a.Original); m != nil && m.flags&flagLoading != 0 {
			return failedAct(a, s.edit(c, ch, m))
		}
	}
	return failedAct(a, s.createFollowUp(c, a))
}

func (s *Server) createFollowUp(c *call, a *interaction) reply {
	ch := s.world.channels[a.Channel]
	if ch == nil {
		return fail(codeUnknownChannel)
	}
	b, bad := parseBody(c.body, c.files)
	if bad != nil {
		return *bad
	}
	m := s.actMessage(a)
	m.kind, m.reference = typeDefault, ""
	if a.Original != "" {
		m.kind, m.reference = typeReply, a.Original
	}
	if b.flags != nil {
		m.flags = *b.flags & (flagSuppressEmbeds | flagEphemeral | flagSilent | flagComponentsV2)
	}
	b.apply(m)
	if m.empty() {
		return fail(codeEmptyMessage)
	}
	s.putActMessage(ch, a, m)
	return ok(s.messageWire(m, true))
}
