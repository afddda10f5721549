package bot

import (
	"context"
	"time"

	"rapporteur/bot/reply"
)

// Editor takes articles in and out. Its errors are *EditError where a person
// is to be told why; any other is a fault. It is used by many goroutines at once.
type Editor interface {
	// Propose says what keeping a source would do: one proposal, or one for each
	// entry of a feed, those that do something first. It calls step before each
	// step. Nothing is kept.
	Propose(ctx context.Context, s Source, step func(Step)) (Proposals, error)
	// Keep does what a proposal says, for who. Once it returns without an error
	// the article is kept, whatever happens then; Refresh has answers know it.
	Keep(ctx context.Context, p Proposal, who string) error
	// Remove and Restore take out the article with this id, and bring it back.
	Remove(ctx context.Context, id, who string) error
	Restore(ctx context.Context, id, who string) error
	// Refresh has answers come from the articles as they are now.
	Refresh(ctx context.Context) error
	// Removed returns the articles that can be restored, the last one first.
	Removed() ([]RemovedArticle, error)
	// State says how the articles are doing; it takes no time to speak of.
	State() EditorState
}

// Source is what somebody wants taken in: a page by its address, or a file.
type Source struct {
	Address    string // "" for a file
	Name, Type string // of the file
	Data       []byte

	Title, Publisher, Published string // as the person says; "" leaves it to the source
}

// Step is what Propose is doing.
type Step int

const (
	Fetching  Step = iota // a page
	Reading               // what was fetched or handed in
	Comparing             // with the articles that are there
)

// Proposals are what a source makes.
type Proposals struct {
	List    []Proposal
	Refused []string // entries of a feed that cannot be articles, one sentence each
}

// Proposal is an article that may be kept. Made is the editor's own.
type Proposal struct {
	reply.Proposal
	Made any
}

// RemovedArticle is an article that can be restored.
type RemovedArticle struct {
	ID string
	At time.Time // when it was removed
}

// EditorState says how the articles are doing.
type EditorState struct {
	Newest        time.Time // when an article was last added or changed; zero when none was
	Removed       int       // articles that can be restored
	BuildingSince time.Time // when what answers from the articles began to be made anew; zero when it is not
	Skipped       []string  // files that are not used, one sentence each
	Unread        bool      // the folders could not be read the last time
	Unwritten     bool      // the last change could not be written
	Uncached      bool      // what is derived from the articles cannot be kept
}

// Reason is why an Editor refuses.
type Reason string

// The reasons that are told in the reader's language. EditError.Sentence says
// any other, in English.
const (
	Told     Reason = ""          // Sentence says it
	Unknown  Reason = "unknown"   // there is no article with this id
	Gone     Reason = "removed"   // it is removed already
	Present  Reason = "present"   // it need not be restored
	Purged   Reason = "purged"    // its text is gone for good
	Overtook Reason = "overtaken" // the articles have changed since it was proposed
	Locked   Reason = "locked"    // another process is changing them
	Disk     Reason = "disk"      // it could not be written
	Several  Reason = "several"   // a title or a date is given for several articles
)

// EditError says why an edit was not done.
type EditError struct {
	Reason   Reason
	Sentence string // when Reason is Told: one sentence, without markup
	Cause    error  // for the log; may be nil
}

func (e *EditError) Error() string {
	switch {
	case e.Cause != nil:
		return e.Cause.Error()
	case e.Sentence != "":
		return e.Sentence
	}
	return string(e.Reason)
}

func (e *EditError) Unwrap() error { return e.Cause }
