package library

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Kept is what was derived from the articles and kept in a folder.
type Kept struct {
	Articles int
	Written  time.Time
	// Own reports that this very program wrote it: what another one wrote is
	// derived anew.
	Own bool
}

// Inspect looks at what is kept in the folder of Config.Cache, without using it.
// The error is fs.ErrNotExist when nothing is kept there yet, and otherwise says
// why it cannot be used.
func Inspect(folder string) (Kept, error) {
	data, err := os.ReadFile(filepath.Join(folder, cacheFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Kept{}, fs.ErrNotExist
	case err != nil:
		return Kept{}, plain(err)
	}
	k, err := parseCache(data)
	if err != nil {
		return Kept{}, err
	}
	m := k.manifest
	return Kept{Articles: m.Articles, Written: m.Written, Own: m.Program != "" && m.Program == program()}, nil
}
