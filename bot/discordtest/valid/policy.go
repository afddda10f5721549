package valid

import (
	"regexp"
	"strings"
)

// The promises, one code each:
//
//	MENTIONS_NOT_CLOSED  allowed_mentions is there and allows none
//	LIVE_MENTION         no @everyone and no @here
//	BARE_LINK            every link in content stands in <…>, so that no preview
//	                     of a page that nobody asked for unfolds
//	MASKED_LINK          no [text](address) in content: readers see where they go
//	FENCE_OPEN           every ``` that is opened is closed
//	INVITE               no invitation to another server
//
// What stands in code is text to Discord and to this list. An escaped sign is
// text too, except to mentions, which Discord reads before it reads markdown.
func checkPolicy(r *report, m value) {
	checkClosedMentions(r, m.at("allowed_mentions"))
	for _, t := range texts(m) {
		read := readMarkdown(t.text())
		if read.open {
			r.add(t.path, "FENCE_OPEN", "a code fence is not closed")
		}
		if found := invite.FindString(read.live); found != "" {
			r.add(t.path, "INVITE", "%q invites to another server", found)
		}
		if !strings.HasSuffix(t.path, "content") { // an embed: pings nobody and unfolds nothing
			continue
		}
		if found := everyone.FindString(read.prose); found != "" {
			r.add(t.path, "LIVE_MENTION", "%s is live", found)
		}
		checkLinks(r, t.path, read.live)
	}
}

var (
	everyone = regexp.MustCompile(`@(everyone|here)`)
	web      = regexp.MustCompile(`(?i)https?://[^\s<>]+`)
	masked   = regexp.MustCompile(`(?s)\[.*?\]\(\s*<?[A-Za-z][A-Za-z0-9+.-]*:[^)]*\)`)
	invite   = regexp.MustCompile(`(?i)(discord\.gg|discord(app)?\.com/invite)/[A-Za-z0-9-]+`)
)

func checkLinks(r *report, path, live string) {
	if found := masked.FindString(live); found != "" {
		r.add(path, "MASKED_LINK", "%q hides where it leads", found)
	}
	for _, at := range web.FindAllStringIndex(live, -1) {
		before, after := live[:at[0]], live[at[1]:]
		if !strings.HasSuffix(before, "<") || !strings.HasPrefix(after, ">") {
			r.add(path, "BARE_LINK", "%q is not in angle brackets", live[at[0]:at[1]])
		}
	}
}

// checkClosedMentions wants exactly {"parse": []}; that nobody is named and that
// the one replied to is not pinged may be said as well.
func checkClosedMentions(r *report, m value) {
	closed := m.at("parse").given()
	for _, list := range []string{"parse", "users", "roles"} {
		closed = closed && len(m.at(list).items()) == 0
	}
	if !closed || m.at("replied_user").isTrue() {
		r.add(m.path, "MENTIONS_NOT_CLOSED", `must be {"parse": []}`)
	}
}
