package discordtest

import (
	"cmp"
	"slices"
)

// getMessage is GET /channels/{channel}/messages/{message}.
func (s *Server) getMessage(c *call) reply {
	ch, m, bad := s.messageFor(c)
	if bad != nil {
		return *bad
	}
	if !s.world.botMay(ch).has(readHistory) {
		return fail(codeMissingAccess)
	}
	return ok(s.messageWire(m, s.cfg.Intents&IntentContent != 0))
}

// listMessages is GET /channels/{channel}/messages: the latest first.
func (s *Server) listMessages(c *call) reply {
	ch, bad := s.channelFor(c, 0)
	if bad != nil {
		return *bad
	}
	limit, bad := intParam(c, "limit", 50, 1, 100)
	if bad != nil {
		return *bad
	}
	out := []any{}
	// Without READ_MESSAGE_HISTORY Discord gives an empty list.
	if !s.world.botMay(ch).has(readHistory) {
		return ok(out)
	}
	for _, m := range pick(ch.messages, c.query.Get("before"), c.query.Get("after"), c.query.Get("around"), limit) {
		out = append(out, s.messageWire(m, s.cfg.Intents&IntentContent != 0))
	}
	return ok(out)
}

// pick chooses up to limit messages, the latest first.
func pick(all []*message, beforeID, afterID, around string, limit int) []*message {
	var list []*message
	for _, m := range all {
		if m.viewer == "" && m.deleted.IsZero() {
			list = append(list, m)
		}
	}
	switch {
	case around != "":
		i := slices.IndexFunc(list, func(m *message) bool { return before(m.id, around) >= 0 })
		if i < 0 {
			i = len(list)
		}
		list = list[max(0, i-limit/2):min(len(list), i+limit/2+1)]
	case beforeID != "":
		list = slices.DeleteFunc(list, func(m *message) bool { return before(m.id, beforeID) >= 0 })
	case afterID != "":
		list = slices.DeleteFunc(list, func(m *message) bool { return before(m.id, afterID) <= 0 })
		list = list[:min(len(list), limit)]
	}
	list = slices.Clone(list[max(0, len(list)-limit):])
	slices.SortFunc(list, func(a, b *message) int { return cmp.Compare(0, before(a.id, b.id)) })
	return list
}
