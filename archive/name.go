package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

const (
	// maxPlain and maxReadable keep names far below the 255 bytes that file
	// systems allow.
	maxPlain    = 100
	maxReadable = 40
)

// stem returns the name, without ending, of the files that belong to the
// article with this id. It is made of lower-case ASCII letters, digits and
// "._~-", begins with a letter or digit, is no device of Windows, and different
// ids have different stems, also where the file system ignores case.
//
// Ids that are such names already stay as they are. Others become what can be
// read of them, "~" and 128 bits of their SHA-256; "~" is in no plain name.
func stem(id string) string {
	if isPlain(id) {
		return id
	}
	return hashedStem(id)
}

func hashedStem(id string) string {
	sum := sha256.Sum256([]byte(id))
	return readable(id) + "~" + hex.EncodeToString(sum[:16])
}

func isPlain(id string) bool {
	if id == "" || len(id) > maxPlain || !isAlphanumeric(id[0]) || id[len(id)-1] == '.' {
		return false
	}
	for i := range len(id) {
		if c := id[i]; !isAlphanumeric(c) && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	base, _, _ := strings.Cut(id, ".")
	return !isDevice(base)
}

func isAlphanumeric(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// isDevice reports names that Windows takes for a device whatever their ending:
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
func isDevice(base string) bool {
	switch base {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(base) == 4 && (base[:3] == "com" || base[:3] == "lpt") && base[3] >= '0' && base[3] <= '9'
}

// readable returns what an operator may recognise the id by.
func readable(id string) string {
	var b strings.Builder
	gap := false
	for i := 0; i < len(id) && b.Len() < maxReadable; i++ {
		c := id[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if !isAlphanumeric(c) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteByte(c)
	}
	if b.Len() == 0 {
		return "article"
	}
	return b.String()
}
