package valid

import "unicode/utf8"

// The bounds of one embed, and of all of a message together.
const (
	maxTitle       = 256
	maxDescription = 4096
	maxFields      = 25
	maxFieldName   = 256
	maxFieldValue  = 1024
	maxFooter      = 2048
	maxAuthor      = 256
	maxEmbedSum    = 6000
	maxColour      = 0xffffff
)

func checkEmbeds(r *report, embeds value) {
	sum := 0
	for _, e := range r.list(embeds, 0, maxEmbeds) {
		checkEmbed(r, e)
		sum += embedSize(e)
	}
	if sum > maxEmbedSum {
		r.add(embeds.path, "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of %d", maxEmbedSum)
	}
}

func checkEmbed(r *report, e value) {
	r.length(e.at("title"), 0, maxTitle)
	r.length(e.at("description"), 0, maxDescription)
	r.length(e.at("footer").at("text"), 0, maxFooter)
	r.length(e.at("author").at("name"), 0, maxAuthor)
	r.within(e.at("color"), 0, maxColour)
	for _, f := range r.list(e.at("fields"), 0, maxFields) {
		r.filled(f.at("name"), maxFieldName)
		r.filled(f.at("value"), maxFieldValue)
	}
	if isEmptyEmbed(e) {
		r.add(join(e.path, "description"), "BASE_TYPE_REQUIRED", "This field is required")
	}
	checkURL(r, e.at("url"), webSchemes)
	checkURL(r, e.at("author").at("url"), webSchemes)
	checkURL(r, e.at("author").at("icon_url"), fileSchemes)
	checkURL(r, e.at("footer").at("icon_url"), fileSchemes)
	checkURL(r, e.at("image").at("url"), fileSchemes)
	checkURL(r, e.at("thumbnail").at("url"), fileSchemes)
}

// isEmptyEmbed reports an embed of which nothing would be seen: a colour, a
// time or an address alone make none.
func isEmptyEmbed(e value) bool {
	return e.at("title").blank() && e.at("description").blank() &&
		e.at("footer").at("text").blank() && e.at("author").at("name").blank() &&
		len(e.at("fields").items()) == 0 &&
		!e.at("image").given() && !e.at("thumbnail").given() && !e.at("video").given()
}

func embedSize(e value) int {
	parts := []value{e.at("title"), e.at("description"), e.at("footer").at("text"), e.at("author").at("name")}
	for _, f := range e.at("fields").items() {
		parts = append(parts, f.at("name"), f.at("value"))
	}
	n := 0
	for _, p := range parts {
		n += utf8.RuneCountInString(p.text())
	}
	return n
}
