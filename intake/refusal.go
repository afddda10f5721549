package intake

import (
	"errors"
	"fmt"
)

// The kinds of refusal. Every error of Extract that is not the context's wraps
// one of them.
var (
	ErrTooLarge  = errors.New("too large")       // the source, or the text in it
	ErrTooSlow   = errors.New("too slow")        // took longer than Config.Timeout
	ErrTooMuch   = errors.New("too much memory") // needed more than Config.Memory
	ErrCrashed   = errors.New("crashed")         // the reader of the format gave up
	ErrNoReader  = errors.New("no reader")       // the child process could not be started
	ErrNoText    = errors.New("no text")         // empty, or only pictures
	ErrEncrypted = errors.New("encrypted")       // needs a password
	ErrKind      = errors.New("not taken in")    // a kind of file that holds no article
	ErrMalformed = errors.New("malformed")       // not what it claims to be
)

// kinds names the refusals that a child sends to its parent.
var kinds = map[string]error{
	"too_large": ErrTooLarge, "no_text": ErrNoText, "encrypted": ErrEncrypted, "kind": ErrKind, "malformed": ErrMalformed,
}

// Refusal says why a source gives no drafts.
type Refusal struct {
	Sentence string // for people; ends with a full stop
	kind     error
}

// Error returns the sentence.
func (r *Refusal) Error() string { return r.Sentence }

// Unwrap returns the kind, such as ErrTooLarge.
func (r *Refusal) Unwrap() error { return r.kind }

func refuse(kind error, format string, args ...any) *Refusal {
	return &Refusal{Sentence: fmt.Sprintf(format, args...), kind: kind}
}
