package corpus

import (
	"slices"
	"strings"
	"unicode"
)

// controls are whole lines that sites put around an article.
var controls = lineSet(`
skip to main content
skip to content
skip to navigation
skip navigation
jump to content
read more
read more here
read more below
read also
continue reading
continue reading below
story continues below
story continues below advertisement
article continues below
article continues after advertisement
advertisement
advertising
ad feedback
video ad feedback
sponsored
sponsored content
promoted content
share
share this
share this article
share this story
share this page
share on facebook
share on twitter
share on linkedin
share on whatsapp
share via email
email this article
print this article
print this page
tweet this
facebook
twitter
whatsapp
copy link
link copied
link copied to clipboard
follow us
back to top
back to home
go back
show more
show less
load more
see more
view more
view all
see all
view comments
show comments
leave a comment
post a comment
click here
click here for more
log in
sign in
sign up
subscribe
subscribe now
register now
related
related articles
related stories
related content
related news
related topics
related coverage
more on this story
more stories
more news
recommended
recommended for you
recommended stories
you may also like
you might also like
most read
most popular
most viewed
trending
trending now
editor's picks
editors' picks
editor’s picks
editors’ picks
top stories
hide caption
show caption
toggle caption
enlarge this image
view gallery
open image in gallery
replay
play video
watch now
just watched
must watch
accept
accept all
accept cookies
ok
close
menu
search`)

func lineSet(lines string) map[string]bool {
	m := map[string]bool{}
	for l := range strings.SplitSeq(strings.TrimSpace(lines), "\n") {
		m[l] = true
	}
	return m
}

func isControl(lower string) bool {
	return controls[strings.Trim(lower, " \u00a0.:>»›…•·|*_[]()-–→")]
}

// relatedLabels announce the headline of another article on the same line.
var relatedLabels = []string{
	"read more:", "read more on", "read more about", "related:", "related article:", "related articles:", "related story:", "related content:",
	"also read:", "read also:", "read next:", "see also:", "see more:", "watch:", "watch more:", "watch live:", "listen:", "more:", "more coverage:", "share this:", "don't miss:", "in pictures:", "opinion:", "live updates:", "recommended:",
}

// isRelatedLink reports a label and a headline: no running text follows it.
func isRelatedLink(s, lower string) bool {
	for _, label := range relatedLabels {
		if strings.HasPrefix(lower, label) {
			headline := strings.TrimSpace(s[len(label):])
			return label != "opinion:" && (headline == "" || !strings.HasSuffix(headline, "."))
		}
	}
	return false
}

// playerPhrases are what video players and advertisements say in a page.
var playerPhrases = []string{
	"how relevant is this ad to you?", "video player was slow to load content", "video content never loaded",
	"ad froze or did not finish loading", "video content did not start after ad", "audio on ad was too loud",
	"ad never loaded", "ad prevented/slowed the page from loading", "content moved around while ad loaded",
	"ad was repetitive to ads i've seen previously", "other issues", "this video is unavailable", "your browser does not support",
	"an error occurred while retrieving", "more videos ...", "more videos",
}

// isPlayer reports a line that little is left of without such phrases.
func isPlayer(lower string) bool {
	rest := lower
	for _, p := range playerPhrases {
		if strings.Contains(rest, p) {
			rest = strings.ReplaceAll(rest, p, "")
		}
	}
	return len(rest) < len(lower) && len(strings.Trim(rest, " .0123456789|-")) <= len(lower)/10
}

// noticeWords holds a word of every notice that there is a rule for, by first
// letter, so that most lines are done with after one pass.
var noticeWords = byFirstLetter("newsletter", "newsletters", "inbox", "alerts", "sign up", "subscribe", "email", "text message", "cookies", "javascript",
	"republish", "found here", "this form", "follow ", "like us", "find us", "our app", "contact us", "journalism", "originally published", "first appeared", "subscriber",
	"rights reserved", "licensed", "creative commons", "c) ", "copyright", "rewritten", "reproduced", "content by", "content ©", "cc by", "not necessarily", "download ", "relevant is this ad", "player was slow")

func byFirstLetter(words ...string) (m [128][]string) {
	for _, w := range words {
		m[w[0]] = append(m[w[0]], w)
	}
	return m
}

func mayHoldNotice(s string) bool {
	inWord := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !isASCIIWord(c) {
			if c == 0xc2 && i+1 < len(s) && s[i+1] == 0xa9 { // ©
				return true
			}
			inWord = false
			continue
		}
		if inWord {
			continue
		}
		inWord = true
		for _, w := range noticeWords[c|0x20] {
			if len(s)-i >= len(w) && strings.EqualFold(s[i:i+len(w)], w) {
				return true
			}
		}
	}
	return false
}

// noticeRule names the rule by which the sentence s is a notice of the outlet
// to its readers, "" when it is none. What stands in quotation marks is
// somebody's words, and no notice.
func noticeRule(s string) string {
	if strings.ContainsAny(s, "“”") || strings.Count(s, "\"") > 2 {
		return ""
	}
	lower := strings.ToLower(strings.TrimFunc(s, func(r rune) bool { return isSpace(r) || strings.ContainsRune("([*•-–—>", r) }))
	switch {
	case isLicence(lower):
		return "licence-line"
	case isInvitation(lower):
		return "newsletter"
	case len(lower) <= 500 && containsAny(lower, cookiePhrases):
		return "cookie-notice"
	case len(lower) <= 300 && isOutletNotice(lower, s):
		return "outlet-notice"
	case isPlayer(lower):
		return "player"
	}
	return ""
}

func containsAny(s string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(s, p) })
}

func hasAnyPrefix(s string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

var licencePhrases = []string{
	"all rights reserved", "may not be published, broadcast", "may not be reproduced", "reproduced with permission",
	"licensed under a creative commons", "licensed under creative commons", "licensed under the creative commons", "licensed under cc",
	"available under a creative commons", "under a cc by", "creative commons licence", "creative commons license", "creative commons attribution",
}

func isLicence(lower string) bool {
	if len(lower) > 400 {
		return false
	}
	if containsAny(lower, licencePhrases) {
		return len(lower) <= 200 || hasAnyPrefix(lower, []string{"all content", "copyright", "©", "this "})
	}
	if strings.HasPrefix(lower, "all content by ") || strings.HasPrefix(lower, "all content ©") {
		return true
	}
	for _, p := range []string{"©", "(c)", "copyright ©", "copyright (c)", "copyright"} {
		if rest, ok := strings.CutPrefix(lower, p); ok {
			rest = strings.TrimSpace(rest)
			return len(lower) <= 200 && (p == "©" || startsWithYear(rest))
		}
	}
	return false
}

func startsWithYear(s string) bool {
	if len(s) < 4 {
		return false
	}
	for i := range 4 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// An invitation starts by telling the reader what to do and names the means.
var (
	invitationStarts = []string{
		"sign up", "subscribe", "stay informed", "stay up to date", "stay up-to-date", "stay connected", "stay in the know", "get the latest", "get the day's", "get our",
		"get breaking", "get daily", "get the best", "get '", "get ‘", "get cnn", "join our", "join the", "register for", "enter your email", "want more", "want the latest", "receive our", "receive the",
		"don't miss", "start your day", "like this story?", "like what you", "you can sign up", "you can get", "click here to subscribe", "click here to sign up", "click here to get", "to receive", "would you like to receive",
		"discover ", "get deals", "keep up with", "try our", "our newsletter", "the latest news delivered", "thank you for signing up", "thanks for signing up", "by signing up", "for more stories like this", "what's everyone talking about?", "see all newsletters", "view in browser",
	}
	invitationMeans = []string{"newsletter", "inbox", "alerts", "sign up", "subscribe", "email", "e-mail", "notifications", "whatsapp channel", "telegram channel", "briefing", "digital edition", "text message"}
)

func isInvitation(lower string) bool {
	return len(lower) <= 300 && hasAnyPrefix(lower, invitationStarts) && containsAny(lower, invitationMeans)
}

var cookiePhrases = []string{
	"we use cookies", "this site uses cookies", "this website uses cookies", "accept all cookies", "our use of cookies",
	"enable javascript", "javascript is disabled", "turn on javascript", "our cookie policy",
}

var outletPhrases = []string{
	"about republishing this", "republish this article", "republishing this content", "please fill out this form",
	"can be found here", "download our app", "download the app", "support our journalism", "supporting our journalism", "become a subscriber to",
	"is subscriber-only", "stories we link to are subscriber-only", "do not necessarily reflect the editorial", "do not necessarily reflect the views of",
	"this article was originally published", "this article first appeared", "this story was originally published", "this story first appeared",
}

// isOutletNotice reports a sentence in which the outlet speaks of itself to
// the reader.
func isOutletNotice(lower, s string) bool {
	switch {
	case strings.HasPrefix(lower, "follow "):
		return containsAny(lower, []string{" on twitter", " on facebook", " on instagram", " on x", " on telegram", " on linkedin", " on youtube", " on tiktok", "@"})
	case strings.HasPrefix(lower, "like us on"), strings.HasPrefix(lower, "contact us"), strings.HasPrefix(lower, "find us on"):
		return true
	}
	if !containsAny(lower, outletPhrases) {
		return false
	}
	// "More about the talks can be found here" is a link; "the remains can be
	// found here" is not.
	if strings.Contains(lower, "can be found here") {
		return hasAnyPrefix(lower, []string{"more ", "further ", "details ", "additional ", "the full ", "information "})
	}
	return !strings.ContainsFunc(s[:1], unicode.IsLower)
}
