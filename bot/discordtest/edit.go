package discordtest

import "time"

// editMessage is PATCH /channels/{channel}/messages/{message}.
func (s *Server) editMessage(c *call) reply {
	ch, m, bad := s.messageFor(c)
	switch {
	case bad != nil:
		return *bad
	case m.author != s.world.bot.ID:
		return fail(codeNotYours)
	case ch.Archived:
		return fail(codeThreadArchived)
	case s.tooManyOldEdits(m):
		r := fail(codeTooManyOldEdits)
		wait := m.oldEdits[0].Add(time.Hour).Sub(s.now())
		a := limited(wait, false, "shared")
		r.header = a.header
		r.body = object{"message": failures[r.code].message, "code": r.code, "retry_after": seconds(wait), "global": false}
		return r
	}
	return s.edit(c, ch, m)
}

// tooManyOldEdits counts an edit of a message that is older than an hour.
func (s *Server) tooManyOldEdits(m *message) bool {
	now := s.now()
	if now.Sub(m.created) <= time.Hour {
		return false
	}
	m.oldEdits = since(m.oldEdits, now.Add(-time.Hour))
	if len(m.oldEdits) >= s.cfg.OldEdits {
		return true
	}
	m.oldEdits = append(m.oldEdits, now)
	return false
}

// edit changes what the request names, and nothing else.
func (s *Server) edit(c *call, ch *channel, m *message) reply {
	b, bad := parseBody(c.body, c.files)
	if bad != nil {
		return *bad
	}
	next := *m
	b.apply(&next)
	// What goes by an interaction's token needs no permission.
	if m.act == nil && c.params["channel"] != "" {
		s.dropEmbeds(ch, &next)
	}
	if next.empty() {
		return fail(codeEmptyMessage)
	}
	if b.flags != nil {
		const settable = flagSuppressEmbeds | flagComponentsV2
		next.flags = next.flags&^flagSuppressEmbeds | *b.flags&settable
	}
	if m.flags&flagLoading != 0 {
		// The answer that was waited for: Discord does not mark it as edited.
		next.flags &^= flagLoading
		s.ping(ch, &next)
	} else {
		next.edited = s.now()
	}
	next.version(s.now())
	*m = next
	s.dispatchMessage("MESSAGE_UPDATE", m)
	return ok(s.messageWire(m, true))
}
