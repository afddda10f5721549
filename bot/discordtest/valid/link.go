package valid

import (
	"net/url"
	"slices"
	"strings"
)

// Which schemes an address may have depends on where it stands: a file of the
// same message is named attachment://name, a button may lead into Discord.
var (
	webSchemes    = []string{"http", "https"}
	fileSchemes   = []string{"http", "https", "attachment"}
	attachedOnly  = []string{"attachment"}
	buttonSchemes = []string{"http", "https", "discord"}
)

// checkURL checks an address that may be absent, null or empty.
func checkURL(r *report, v value, schemes []string) {
	if v.blank() {
		return
	}
	u, err := url.Parse(strings.TrimSpace(v.text()))
	switch {
	case err != nil:
		r.add(v.path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	case !slices.Contains(schemes, strings.ToLower(u.Scheme)):
		r.add(v.path, "URL_TYPE_INVALID_SCHEME", "Scheme %q is not supported. Scheme must be one of ('%s').", u.Scheme, strings.Join(schemes, "', '"))
	case u.Host == "":
		r.add(v.path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	}
}
