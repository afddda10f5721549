package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rapporteur/answer"
	"rapporteur/eval"
)

// recording is a file of what a model writes (eval --record). It is written
// beside the one it is to replace, and takes its place when it is whole.
type recording struct {
	*eval.Recorder
	path string
	file *os.File
}

// newRecording makes the file, which only its owner may read. An error is a
// usageError.
func newRecording(path string, model answer.Model) (*recording, error) {
	dir := filepath.Dir(path)
	if err := needFolder(dir); err != nil {
		return nil, usagef("--record: %s", err)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, usagef("--record: %s is not a file", path)
	}
	file, err := os.CreateTemp(dir, filepath.Base(path)+".*")
	if errors.Is(err, fs.ErrPermission) {
		return nil, usagef("--record: %s may not be written to", dir)
	}
	if err != nil {
		return nil, usagef("--record: %s", fileError(dir, err))
	}
	return &recording{eval.NewRecorder(model, file), path, file}, nil
}

// close ends the recording. It is kept when it is whole and holds a reply;
// otherwise what was recorded before stays, and kept is false.
func (r *recording) close(whole bool) (kept bool, err error) {
	defer os.Remove(r.file.Name()) // gone already when it was kept
	err = errors.Join(r.Err(), r.file.Close())
	if err == nil && whole && r.Replies() > 0 {
		err = os.Rename(r.file.Name(), r.path)
		kept = err == nil
	}
	if err != nil {
		return false, fmt.Errorf("record to %s: %w", r.path, err)
	}
	return kept, nil
}
