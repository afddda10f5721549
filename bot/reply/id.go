package reply

import (
	"regexp"
	"strconv"
	"strings"
)

// The actions of buttons and selects. The numbers that an action has beside the
// key of the kept reply are named in brackets.
const (
	ActionSources = "sources" // show what the answer cites
	ActionNearest = "nearest" // show the nearest passages
	ActionUp      = "up"      // helpful
	ActionDown    = "down"    // not helpful
	ActionRead    = "read"    // select: read the entry whose index is the value chosen
	ActionPage    = "page"    // turn to page N of a look-up or a report, counted from 0
	ActionCited   = "cited"   // show what page N of a report cites
	ActionPassage = "passage" // read passage M of the article of entry N; see Kept.Reading
	ActionForget  = "forget"  // forget what is kept of whoever presses; Key is theirs

	// Those below have the key of an edit that waits to be confirmed.
	ActionKeep    = "keep"    // keep proposal N, counted from 0; all of them for -1
	ActionDiscard = "discard" // keep and remove nothing
	ActionEntry   = "entry"   // select: show the proposal whose index is the value chosen
	ActionEntries = "entries" // go back to the list of proposals
	ActionRemove  = "remove"  // remove the article
)

// numbers is how many numbers each action has.
var numbers = map[string]int{
	ActionSources: 0, ActionNearest: 0, ActionUp: 0, ActionDown: 0, ActionRead: 0,
	ActionPage: 1, ActionCited: 1, ActionPassage: 2, ActionForget: 0,
	ActionKeep: 1, ActionDiscard: 0, ActionEntry: 0, ActionEntries: 0, ActionRemove: 0,
}

// ID is what a component's custom_id says: "sources:KEY", "page:KEY:2",
// "passage:KEY:3:-1". The form is kept in messages for as long as they stand, so
// that old ones must stay readable.
type ID struct {
	Action, Key string
	N, M        int
}

// String returns the custom_id. It is at most 100 characters long for an ID that
// ParseID would give back.
func (id ID) String() string {
	s := id.Action + ":" + id.Key
	count := numbers[id.Action]
	if count >= 1 {
		s += ":" + strconv.Itoa(id.N)
	}
	if count >= 2 {
		s += ":" + strconv.Itoa(id.M)
	}
	return s
}

// keys matches the keys of kept replies; a colon would end one.
var keys = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// maxNumber bounds the numbers in an ID, which strangers may make up.
const maxNumber = 999_999

// ParseID reads a custom_id. It reports false for anything that String would
// not have written: custom ids come back from clients, which can send any.
func ParseID(s string) (ID, bool) {
	if len(s) > maxCustomID {
		return ID{}, false
	}
	parts := strings.Split(s, ":")
	count, known := numbers[parts[0]]
	if !known || len(parts) != 2+count || !keys.MatchString(parts[1]) {
		return ID{}, false
	}
	id := ID{Action: parts[0], Key: parts[1]}
	for i, field := range []*int{&id.N, &id.M}[:count] {
		n, err := strconv.Atoi(parts[2+i])
		if err != nil || n < -1 || n > maxNumber {
			return ID{}, false
		}
		*field = n
	}
	return id, id.String() == s
}
