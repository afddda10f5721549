package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strconv"

	"golang.org/x/sync/errgroup"
)

// batchDir holds the new files of a change of several articles, named by their
// places in the line of the history that says so. It is there only during such
// a change.
var batchDir = path.Join(articlesDir, ".batch")

// A batch is bounded: by the articles and bytes that wait to be acknowledged, and
// by the length of a line of the history.
const (
	batchChanges = 64
	batchBytes   = 16 << 20
	batchLine    = maxLine / 2
)

// PutAll is Put of many articles, in order, which waits for the disk and for the
// lock once for many of them: others may make changes in between. The results
// are those of the first changes, which are on the disk; with an error, the next
// one could not be made, and those behind it were not tried. Of what is lost with
// the program or the machine before PutAll returns, each article is there whole
// or not at all.
func (a *Archive) PutAll(ctx context.Context, changes []Change) ([]Result, error) {
	results := make([]Result, 0, len(changes))
	for len(results) < len(changes) {
		made, err := a.putSome(ctx, changes[len(results):])
		results = append(results, made...)
		if err != nil {
			id := changes[min(len(results), len(changes)-1)].ID
			return results, a.feel("the article "+quoted(id)+" was not kept", err)
		}
	}
	return results, nil
}

// putSome makes the first of the changes: as many as can be made at once, and at
// least one.
func (a *Archive) putSome(ctx context.Context, changes []Change) ([]Result, error) {
	changes, err := a.acceptSome(changes)
	if err != nil {
		return nil, err
	}
	s, err := a.session(ctx)
	if err != nil {
		return nil, err
	}
	e, err := s.gather(changes)
	if err != nil || len(e.Batch) < 2 {
		s.close()
		if err != nil {
			return nil, err
		}
		r, err := a.put(ctx, changes[0])
		if err != nil {
			return nil, err
		}
		return []Result{r}, nil
	}
	defer s.close()
	if err := a.writeBatch(changes[:len(e.Batch)]); err != nil {
		return nil, errors.Join(err, a.clearBatch())
	}
	if err := s.commitBatch(ctx, e); err != nil {
		return nil, err
	}
	var made []Result
	for _, of := range e.Batch {
		made = append(made, Result{Op: of.Op, ID: of.ID, File: of.File, Hash: of.Hash})
	}
	return made, nil
}

// acceptSome returns the first changes that can be accepted and are few enough;
// an error when it is the very first that cannot.
func (a *Archive) acceptSome(changes []Change) ([]Change, error) {
	size := 0
	for i, c := range changes[:min(len(changes), batchChanges)] {
		if err := a.accept(c); err != nil && i == 0 {
			return nil, err
		} else if err != nil {
			return changes[:i], nil
		}
		if size += len(c.File); size > batchBytes && i > 0 {
			return changes[:i], nil
		}
	}
	return changes[:min(len(changes), batchChanges)], nil
}

// gather returns the event of the first changes that do nothing but add an
// article with an id that is not known, under the name that is its own.
func (s *session) gather(changes []Change) (Event, error) {
	all := Event{Op: Several}
	length := 0
	taken := map[string]bool{}
	for _, c := range changes {
		old, err := s.find(s.a.articles, c.ID)
		if err != nil {
			return Event{}, err
		}
		file, err := s.place(s.a.articles, c.ID, ".md")
		if errors.Is(err, ErrInTheWay) {
			break // put will say so
		}
		if err != nil {
			return Event{}, err
		}
		if old != "" || s.a.removed.text(c.ID) != "" || s.a.removed.mark(c.ID) != "" || taken[c.ID] || taken[file] || path.Dir(file) != articlesDir {
			break
		}
		taken[c.ID], taken[file] = true, true
		e := Event{Op: Added, ID: c.ID, Who: c.Who, From: c.From, File: file, Hash: hashOf(c.File), Size: int64(len(c.File))}
		line, err := e.line()
		if err != nil {
			return Event{}, err
		}
		if length += len(line) + 1; length > batchLine {
			break
		}
		all.Batch = append(all.Batch, e)
	}
	return all, nil
}

func batchFile(i int) string { return path.Join(batchDir, strconv.Itoa(i)) }

// writeBatch writes the new files and waits until they are on the disk: for all
// together, which a disk does in little more than the time of one.
func (a *Archive) writeBatch(changes []Change) (err error) {
	if err := a.clearBatch(); err != nil {
		return err
	}
	if err := a.opts.before("write", batchDir); err != nil {
		return err
	}
	if err := a.root.Mkdir(batchDir, 0o755); err != nil {
		return err
	}
	var files []*os.File
	defer func() {
		for _, f := range files {
			err = errors.Join(err, f.Close())
		}
	}()
	for i, c := range changes {
		if err := a.opts.before("write", batchFile(i)); err != nil {
			return err
		}
		f, err := a.root.OpenFile(batchFile(i), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return err
		}
		files = append(files, f)
		if _, err := f.Write(c.File); err != nil {
			return err
		}
		now := a.opts.Now()
		if err := a.root.Chtimes(batchFile(i), now, now); err != nil {
			return err
		}
	}
	if err := a.syncFiles(files); err != nil {
		return err
	}
	return a.sync(batchDir)
}

// syncFiles waits until the bytes of all files are on the disk.
func (a *Archive) syncFiles(files []*os.File) error {
	for i := range files {
		if err := a.opts.before("sync", batchFile(i)); err != nil {
			return err
		}
	}
	if a.opts.hurried {
		return nil
	}
	var g errgroup.Group
	for _, f := range files {
		g.Go(f.Sync)
	}
	return g.Wait()
}

// commitBatch makes the changes of e, whose texts are in the new files. After an
// error none is made, unless the disk failed while they were: then the next
// change settles them.
func (s *session) commitBatch(ctx context.Context, e Event) error {
	e.Time = s.a.opts.Now()
	err := ctx.Err() // the last moment to go away
	if err == nil {
		err = s.history.begin(e)
	}
	if err != nil {
		return errors.Join(err, s.a.clearBatch())
	}
	made, err := s.a.placeBatch(e)
	switch {
	case len(made) == 0:
		return errors.Join(err, errNotWritten, s.a.clearBatch(), s.history.takeBack())
	case err != nil:
		return err
	case len(made) < len(e.Batch):
		return errNotWritten // the next change settles what there is
	}
	_ = s.history.end() // made and on the disk; the next change ends the line
	_ = s.a.clearBatch()
	for _, of := range made {
		s.a.noticed(of)
	}
	s.a.well()
	return nil
}

var errNotWritten = errors.New("the new text is not on the disk as it was written")

// placeBatch brings the texts of a batch to their files, from wherever it was
// interrupted, and returns those that are there and last.
func (a *Archive) placeBatch(e Event) (made []Event, err error) {
	for i, of := range e.Batch {
		there, err := a.placeOne(of, batchFile(i))
		if err != nil {
			return made, err
		}
		if there {
			made = append(made, of)
		}
	}
	if len(made) == 0 {
		return nil, nil
	}
	return made, a.sync(articlesDir)
}

func (a *Archive) placeOne(e Event, fresh string) (there bool, err error) {
	for _, from := range []string{fresh, e.File} {
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
		if err := a.opts.before("rename", e.File); err != nil {
			return false, err
		}
		if err := a.root.Rename(from, e.File); err != nil {
			return false, err
		}
		return true, nil
	}
	return false, nil
}

// settleBatch carries out a batch that was interrupted. Nothing was promised of
// texts that are not there as they were written.
func (a *Archive) settleBatch(l *ledger, e Event) (mended []string, err error) {
	made, err := a.placeBatch(e)
	if err != nil {
		return nil, err
	}
	for _, of := range made {
		a.noticed(of)
	}
	if len(made) == len(e.Batch) {
		return []string{fmt.Sprintf("a change that was interrupted is made: %d articles were added", len(made))}, l.end()
	}
	if err := l.takeBack(); err != nil {
		return nil, err
	}
	note := fmt.Sprintf("a change that was interrupted was made in part: %d of %d articles were added", len(made), len(e.Batch))
	return []string{note}, l.note(append(made, Event{Time: a.opts.Now(), Op: Mended, Note: note})...)
}

// clearBatch deletes the new files of a batch, which nothing will use any more.
func (a *Archive) clearBatch() error {
	info, err := a.root.Lstat(batchDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := a.opts.before("remove", batchDir); err != nil {
		return err
	}
	if info.IsDir() {
		for i := range batchChanges {
			if err := a.root.Remove(batchFile(i)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return a.root.Remove(batchDir)
}
