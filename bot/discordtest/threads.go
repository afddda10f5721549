package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"unicode/utf8"
)

// threadFromMessage is POST /channels/{channel}/messages/{message}/threads.
// The thread has the message's id.
func (s *Server) threadFromMessage(c *call) reply {
	ch, m, bad := s.messageFor(c)
	if bad != nil {
		return *bad
	}
	if t := s.world.channels[m.id]; t != nil {
		return fail(codeThreadExists)
	}
	t, bad := s.newThread(c, ch, m.id)
	if bad != nil {
		return *bad
	}
	m.flags |= flagHasThread
	s.dispatchMessage("MESSAGE_UPDATE", m)
	return reply{status: http.StatusCreated, body: s.channelWire(t)}
}

// thread is POST /channels/{channel}/threads.
func (s *Server) thread(c *call) reply {
	ch, bad := s.channelFor(c, 0)
	if bad != nil {
		return *bad
	}
	t, bad := s.newThread(c, ch, s.world.id(s.now()))
	if bad != nil {
		return *bad
	}
	m := &message{author: s.world.bot.ID, kind: typeThreadCreated, content: t.Name, flags: flagHasThread}
	s.add(ch, m)
	return reply{status: http.StatusCreated, body: s.channelWire(t)}
}

// newThread makes a public thread if the bot may, and the request is right.
func (s *Server) newThread(c *call, ch *channel, id string) (*channel, *reply) {
	var archive *int
	var r reply
	name := c.text("name")
	switch {
	case ch.Kind != Text:
		r = fail(codeWrongChannelType)
	case !s.world.botMay(ch).has(publicThreads):
		r = fail(codeMissingPermissions)
	case name == "" || utf8.RuneCountInString(name) > 100:
		r = invalid(problem{"name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length."})
	case json.Unmarshal(c.body["auto_archive_duration"], &archive) == nil && archive != nil && !slices.Contains([]int{60, 1440, 4320, 10080}, *archive):
		r = invalid(problem{"auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of (60, 1440, 4320, 10080)."})
	default:
		t := &channel{created: s.now(), changed: s.now()}
		t.Channel = Channel{ID: id, Kind: Thread, Guild: ch.Guild, Name: name, Parent: ch.ID, Owner: s.world.bot.ID}
		s.world.channels[id] = t
		s.announce(t, "CREATE")
		return t, nil
	}
	return nil, &r
}

// unarchive opens a thread in which somebody writes.
func (s *Server) unarchive(t *channel) {
	t.Archived, t.changed = false, s.now()
	s.announce(t, "UPDATE")
}

// patchChannel is PATCH /channels/{channel}: a thread is renamed, archived or
// locked.
func (s *Server) patchChannel(c *call) reply {
	ch, bad := s.channelFor(c, 0)
	if bad != nil {
		return *bad
	}
	if ch.Kind != Thread {
		return fail(codeMissingPermissions)
	}
	may := s.world.botMay(ch)
	var archived, locked *bool
	_ = json.Unmarshal(c.body["archived"], &archived)
	_ = json.Unmarshal(c.body["locked"], &locked)
	if ch.Owner != s.world.bot.ID && !may.has(manageThreads) || locked != nil && !may.has(manageThreads) {
		return fail(codeMissingPermissions)
	}
	if archived != nil {
		ch.Archived, ch.changed = *archived, s.now()
	}
	if locked != nil {
		ch.Locked = *locked
	}
	if name := c.text("name"); name != "" {
		ch.Name = name
	}
	s.announce(ch, "UPDATE")
	return ok(s.channelWire(ch))
}

// getChannel is GET /channels/{channel}.
func (s *Server) getChannel(c *call) reply {
	ch, bad := s.channelFor(c, 0)
	if bad != nil {
		return *bad
	}
	return ok(s.channelWire(ch))
}

// joinThread is PUT /channels/{channel}/thread-members/@me.
func (s *Server) joinThread(c *call) reply {
	ch, bad := s.channelFor(c, 0)
	switch {
	case bad != nil:
		return *bad
	case ch.Kind != Thread:
		return fail(codeWrongChannelType)
	case ch.Archived:
		return fail(codeThreadArchived)
	}
	return noContent()
}
