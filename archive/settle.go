package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"
)

// session is one change: the lock, and the history at its end with nothing
// left half done.
type session struct {
	a       *Archive
	history *ledger
	release func()
}

// session waits for the lock and settles what a crash of another process left.
func (a *Archive) session(ctx context.Context) (*session, error) {
	release, err := a.lock(ctx)
	if err != nil {
		return nil, err
	}
	s := &session{a: a, release: release}
	if err = makeParts(a.root); err == nil {
		s.history, _, err = a.settled()
	}
	if err != nil {
		release()
		return nil, err
	}
	if err := s.look(); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// look brings the lists in memory up to date. Another process leaves lines in
// the history; a person at least a folder of another time, unless a file was
// only edited where it lies, see find.
func (s *session) look() error {
	for _, on := range []*shelf{s.a.articles, s.a.removed} {
		look := on.refresh
		if s.history.size != s.a.ended {
			look = on.relist
		}
		if err := look(); err != nil {
			return err
		}
	}
	return nil
}

// find returns the path of the text with this id on a shelf, "" when there is
// none. The file is looked at again: somebody may have given it another id.
func (s *session) find(on *shelf, id string) (string, error) {
	name := on.text(id)
	if name == "" || readID(s.a.root, name) == id {
		return name, nil
	}
	if err := on.relist(); err != nil {
		return "", err
	}
	return on.text(id), nil
}

func (s *session) close() {
	s.a.ended = s.history.size
	s.history.close()
	s.release()
}

// aMoment is how long the opening of an archive waits for the lock.
const aMoment = 100 * time.Millisecond

// recover settles what a crash left, unless another process is about a change:
// then that one has done so, as every change does first. Where there is nothing
// to settle, nothing is written.
func (a *Archive) recover() (mended []string, err error) {
	if left, err := a.isSettled(); err != nil || left {
		return nil, err
	}
	now, cancel := context.WithTimeout(context.Background(), aMoment)
	defer cancel()
	release, err := a.lock(now)
	if err != nil {
		return nil, err
	}
	defer release()
	l, mended, err := a.settled()
	if err != nil {
		return nil, err
	}
	l.close()
	return mended, nil
}

// isSettled reports that the history ends with a line's end and that no new
// file is left. Without the lock this may be a change under way.
func (a *Archive) isSettled() (bool, error) {
	for _, name := range []string{path.Join(articlesDir, newFile), path.Join(removedDir, newFile), path.Join(versionsDir, newFile), batchDir} {
		if _, err := a.root.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return false, err
		}
	}
	f, info, err := openRegular(a.root, historyFile)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	end, err := endOfLines(f, info.Size())
	return end == info.Size(), err
}

// settled opens the history and brings to an end what its last line began. The
// caller holds the lock and closes the ledger.
func (a *Archive) settled() (l *ledger, mended []string, err error) {
	l, rest, err := a.openLedger()
	if err != nil {
		return nil, nil, err
	}
	mended, err = a.settle(l, rest)
	if err == nil {
		var cleared []string
		cleared, err = a.clear()
		mended = append(mended, cleared...)
	}
	if err != nil {
		l.close()
		return nil, nil, err
	}
	return l, mended, nil
}

// settle carries out, or takes back, the change that the end of the history
// says was under way, and cuts off what is no whole line.
func (a *Archive) settle(l *ledger, rest []byte) (mended []string, err error) {
	if len(rest) == 0 {
		return nil, nil
	}
	e, whole := parseLine(rest)
	if whole && e.isNote() {
		return nil, l.end()
	}
	if whole && e.Op == Several {
		return a.settleBatch(l, e)
	}
	if whole && !e.isChange() {
		return nil, fmt.Errorf("the history ends with %q, which a newer version of this program has to bring to an end", e.Op)
	}
	if whole {
		made, err := a.carryOut(e)
		if err != nil {
			return nil, err
		}
		if made {
			return []string{fmt.Sprintf("a change that was interrupted is made: %s was %s", quoted(e.ID), e.Op)}, l.end()
		}
	}
	if err := l.takeBack(); err != nil {
		return nil, err
	}
	note := "the last line of the history was cut short and was removed"
	if whole {
		note = fmt.Sprintf("a change that was interrupted was taken back: %s was not %s", quoted(e.ID), e.Op)
	}
	return []string{note}, l.note(Event{Time: a.opts.Now(), Op: Mended, Note: note})
}

// clear deletes the new files, which nothing will use any more.
func (a *Archive) clear() (mended []string, err error) {
	for _, part := range []string{articlesDir, removedDir, versionsDir} {
		name := path.Join(part, newFile)
		if _, err := a.root.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if _, err := a.drop(name); err != nil {
			return nil, err
		}
		mended = append(mended, "a file that was not finished was deleted: "+name)
	}
	if _, err := a.root.Lstat(batchDir); err == nil {
		if err := a.clearBatch(); err != nil {
			return nil, err
		}
		mended = append(mended, "files that were not finished were deleted: "+batchDir)
	}
	return mended, nil
}

// commit makes the change that e describes; its new text, if it has one, is in
// the new file of its part. After an error nothing has changed, unless the disk
// failed when the change was made already: then the next change settles it.
func (s *session) commit(ctx context.Context, e Event) error {
	e.Time = s.a.opts.Now()
	err := ctx.Err() // the last moment to go away
	if err == nil {
		err = s.history.begin(e)
	}
	if err != nil {
		return errors.Join(err, s.discard(e))
	}
	made, err := s.a.carryOut(e)
	if err == nil && !made {
		err = errors.New("the new text is not on the disk as it was written")
	}
	switch {
	case err != nil && !made:
		return errors.Join(err, s.discard(e), s.history.takeBack())
	case err != nil:
		return err
	}
	_ = s.history.end() // made and on the disk; the next change ends the line
	s.a.noticed(e)
	s.a.well()
	return nil
}

// discard deletes the new file of a change that is not made.
func (s *session) discard(e Event) error {
	if e.File == "" || e.Moved != "" {
		return nil
	}
	_, err := s.a.drop(path.Join(part(e.File), newFile))
	return err
}

// carryOut makes a change that is in the history, from wherever it was
// interrupted. When made is false nothing was done: the disk failed, or there
// is no error and the text is nowhere to be found.
func (a *Archive) carryOut(e Event) (made bool, err error) {
	if e.File != "" {
		if made, err = a.place(e); err != nil || !made {
			return made, err
		}
	}
	for _, name := range e.Dropped {
		dropped, err := a.drop(name)
		made = made || dropped
		if err != nil {
			return made, err
		}
	}
	return true, nil
}

// place brings the text of e to its file. A text that stands at both ends of a
// move is still to be moved.
func (a *Archive) place(e Event) (made bool, err error) {
	fresh := path.Join(part(e.File), newFile)
	for _, from := range []string{e.Moved, fresh, e.File} {
		if from == "" {
			continue
		}
		hash, _, err := hashFile(a.root, from)
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, errNotFile):
			continue
		case err != nil:
			return false, err
		case hash != e.Hash:
			continue
		case from == e.File:
			return true, nil
		}
		return a.move(from, e.File)
	}
	return false, nil
}

// part returns which part of the folder a path lies in.
func part(name string) string {
	for i := range len(name) {
		if name[i] == '/' {
			return name[:i]
		}
	}
	return name
}

// noticed takes a change that was made into the lists in memory.
func (a *Archive) noticed(e Event) {
	for _, name := range append([]string{e.Moved}, e.Dropped...) {
		if name != "" {
			a.shelfOf(name).forget(name)
		}
	}
	if e.File != "" {
		a.shelfOf(e.File).take(e.File, e.ID)
	}
}

func (a *Archive) shelfOf(name string) *shelf {
	if part(name) == removedDir {
		return a.removed
	}
	return a.articles
}
