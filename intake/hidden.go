package intake

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"rapporteur/text"
)

// isHiddenTag reports an element that a reader of the page does not see, by
// what stands in its tag: an attribute, a class that is known for it, a style.
func isHiddenTag(attrs []html.Attribute) bool {
	for _, a := range attrs {
		value := strings.ToLower(strings.TrimSpace(a.Val))
		switch a.Key {
		case "hidden":
			return value != "until-found"
		case "aria-hidden":
			if value == "true" {
				return true
			}
		case "class":
			if hasClass(value, hiddenClasses) && !shownWhenWide(value) {
				return true
			}
		case "style":
			if hidesByStyle(declarations(value)) {
				return true
			}
		}
	}
	return false
}

// hiddenClasses are the names that the common frameworks of styles use for
// what only a screen reader says, or nobody.
var hiddenClasses = text.Set("sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only screen-reader sronly u-visually-hidden is-visually-hidden element-invisible a11y-hidden assistive-text d-none is-hidden u-hidden")

// shownWhenWide reports classes of Bootstrap that show on a wide screen what
// others of them hide on a small one ("d-none d-md-block").
func shownWhenWide(value string) bool {
	for name := range strings.FieldsSeq(value) {
		if strings.HasPrefix(name, "d-") && name != "d-none" && name != "d-print-none" {
			return true
		}
	}
	return false
}

// maxStyle bounds how much of a style attribute is read; longer ones are taken
// for something to hide behind and read up to there.
const maxStyle = 4096

// declarations reads the properties of a style.
func declarations(style string) map[string]string {
	out := map[string]string{}
	for part := range strings.SplitSeq(style[:min(len(style), maxStyle)], ";") {
		name, value, found := strings.Cut(part, ":")
		if found {
			value = strings.TrimSpace(strings.Replace(value, "!important", "", 1))
			out[strings.ToLower(strings.TrimSpace(name))] = strings.ToLower(value)
		}
	}
	return out
}

// hidesByStyle reports a style that leaves nothing to see of an element:
// not displayed, transparent, without size, cut away, off the screen, or in the
// colour of its ground.
func hidesByStyle(d map[string]string) bool {
	switch {
	case d["display"] == "none", d["visibility"] == "hidden", d["visibility"] == "collapse", d["content-visibility"] == "hidden":
		return true
	case isNone(d["opacity"], 0.05), isNone(d["font-size"], 2), isNone(d["zoom"], 0.05):
		return true
	case strings.HasPrefix(d["font"], "0"), strings.Contains(d["font"], " 0px"), strings.Contains(d["font"], " 0/"):
		return true
	case strings.Contains(d["transform"], "scale(0"), strings.Contains(d["filter"], "opacity(0"):
		return true
	case strings.HasPrefix(d["clip-path"], "inset(100%"), strings.HasPrefix(d["clip-path"], "inset(50%"), strings.HasPrefix(d["clip-path"], "circle(0"):
		return true
	}
	return isCutAway(d) || isOffScreen(d) || isUnseenColour(d)
}

// isCutAway reports an element of no size whose rest is not shown.
func isCutAway(d map[string]string) bool {
	clip := strings.NewReplacer(" ", "", ",", "", "px", "").Replace(d["clip"])
	if clip == "rect(0000)" || clip == "rect(1111)" {
		return true
	}
	clipped := d["overflow"] == "hidden" || d["overflow"] == "clip"
	return clipped && (isNone(d["height"], 1) || isNone(d["width"], 1) || isNone(d["max-height"], 1) || isNone(d["max-width"], 1))
}

func isOffScreen(d map[string]string) bool {
	for _, side := range []string{"left", "right", "top", "bottom", "margin-left", "margin-top", "text-indent"} {
		if n, unit, ok := length(d[side]); ok && (n <= -500 && (unit == "px" || unit == "") || n <= -90 && (unit == "em" || unit == "rem" || unit == "%" || unit == "vw" || unit == "vh")) {
			return true
		}
	}
	shift := d["transform"]
	return strings.Contains(shift, "translate") && (strings.Contains(shift, "-999") || strings.Contains(shift, "-1000"))
}

// isUnseenColour reports letters without colour, or in the colour of their
// ground. Letters in white with no ground of their own are taken to stand on
// white paper, unless the page sets a ground in its style sheet, which cannot
// be told: leaving a caption out is the smaller fault.
func isUnseenColour(d map[string]string) bool {
	ink := colour(d["color"])
	ground := d["background-color"]
	if ground == "" {
		ground, _, _ = strings.Cut(d["background"], " ")
	}
	switch {
	case ink == "":
		return false
	case ink == "transparent":
		return true
	case ground == "":
		return ink == "white"
	}
	return ink == colour(ground)
}

// colour returns one name for the ways to write white, black and nothing, and
// other colours without spaces.
func colour(s string) string {
	s = strings.ReplaceAll(s, " ", "")
	switch s {
	case "#fff", "#ffffff", "#ffffffff", "#ffff", "rgb(255,255,255)", "rgba(255,255,255,1)", "hsl(0,0%,100%)":
		return "white"
	case "#000", "#000000", "rgb(0,0,0)", "rgba(0,0,0,1)":
		return "black"
	case "rgba(0,0,0,0)", "rgba(255,255,255,0)", "#0000", "#00000000":
		return "transparent"
	case "inherit", "currentcolor", "initial", "unset":
		return ""
	}
	return s
}

// isNone reports a length or a number that is stated and no more than most, in
// whatever unit but per cent, of which 0 is none.
func isNone(s string, most float64) bool {
	n, unit, ok := length(s)
	switch {
	case !ok:
		return false
	case unit == "" || unit == "px" || unit == "pt":
		return n <= most
	}
	return n <= 0.05
}

func length(s string) (n float64, unit string, ok bool) {
	s = strings.TrimSpace(s)
	end := 0
	for end < len(s) && strings.IndexByte("0123456789.-+", s[end]) >= 0 {
		end++
	}
	n, err := strconv.ParseFloat(s[:end], 64)
	return n, s[end:], err == nil
}
