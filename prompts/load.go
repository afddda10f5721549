package prompts

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// maxTemplate bounds a template in bytes: a longer one is no prompt.
const maxTemplate = 64 << 10

// Load returns the embedded templates with those in their place that the folder
// holds under the same names. Files that do not end in .tmpl, and those whose
// name starts with a dot, are not looked at. The error joins one short sentence
// for everything that is wrong; the set is then nil.
func Load(folder string) (*Set, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("prompt folder %q: %w", folder, cause(err))
	}
	s := Default()
	own := maps.Clone(s.templates)
	var errs []error
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || !strings.EqualFold(filepath.Ext(name), suffix) {
			continue
		}
		if own[name] == nil {
			errs = append(errs, fmt.Errorf("%s: no template has this name; there are %s", name, strings.Join(s.Names(), ", ")))
			continue
		}
		text, err := read(filepath.Join(folder, name))
		if err == nil {
			err = s.add(name, text)
		} else {
			err = fmt.Errorf("%s: %w", name, err)
		}
		if err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return s, nil
}

// read returns the text of a template file without a byte order mark. Links are
// followed: mounted configuration consists of them.
func read(path string) (string, error) {
	at, err := os.Stat(path) // before it is opened: a pipe would wait for its writer
	if err != nil {
		return "", cause(err)
	}
	if !at.Mode().IsRegular() {
		return "", errors.New("not a file")
	}
	f, err := os.Open(path)
	if err != nil {
		return "", cause(err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxTemplate+1))
	switch {
	case err != nil:
		return "", cause(err)
	case len(b) > maxTemplate:
		return "", fmt.Errorf("longer than %d KiB", maxTemplate>>10)
	case !utf8.Valid(b):
		return "", errors.New("not in UTF-8")
	}
	return strings.ReplaceAll(strings.TrimPrefix(string(b), "\ufeff"), "\r\n", "\n"), nil
}

// cause returns what went wrong without the path, which the caller names.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
