package corpus

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"rapporteur/text"
)

// maxFrontMatter bounds what is handed to the YAML decoder.
const maxFrontMatter = 64 << 10

// scalar is a YAML value as it is written, so that a date stays the text it is.
type scalar string

// UnmarshalYAML takes any scalar as its text and refuses lists and maps.
func (s *scalar) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml.ScalarNode {
		return lineError{n.Line, "want one value, not a list or a map"}
	}
	if n.Tag != "!!null" {
		*s = scalar(strings.Join(strings.Fields(n.Value), " "))
	}
	return nil
}

// lineError is a fault at a line of the front matter, counted from its first
// line after "---".
type lineError struct {
	line   int
	reason string
}

func (e lineError) Error() string { return e.reason }

// frontMatter holds the fields an article may state about itself; others are
// ignored.
type frontMatter struct {
	ID             scalar `yaml:"id"`
	SourceFile     scalar `yaml:"source_file"`
	Title          scalar `yaml:"title"`
	TitleBasis     scalar `yaml:"title_basis"`
	Publisher      scalar `yaml:"publisher"`
	PublisherBasis scalar `yaml:"publisher_basis"`
	Published      scalar `yaml:"published"`
	PublishedBasis scalar `yaml:"published_basis"`
	Place          scalar `yaml:"place"`
	PlaceBasis     scalar `yaml:"place_basis"`
	Event          scalar `yaml:"event"`
	EventBasis     scalar `yaml:"event_basis"`
	Language       scalar `yaml:"language"`
	URL            scalar `yaml:"url"`
	Licence        scalar `yaml:"licence"`
	License        scalar `yaml:"license"`
}

// splitFrontMatter separates the YAML between the "---" lines at the very
// start from the body. Without such a block the body is the whole content.
func splitFrontMatter(content string) (frontMatter, string, error) {
	var head frontMatter
	block, body, err := cutFrontMatter(content)
	if err != nil || block == "" {
		return head, body, err
	}
	if err := yaml.Unmarshal([]byte(block), &head); err != nil {
		return head, "", frontMatterError(err)
	}
	return head, body, nil
}

func cutFrontMatter(content string) (block, body string, err error) {
	first, rest, found := strings.Cut(content, "\n")
	if !found || !isFence(first, "---") {
		return "", content, nil
	}
	for at := 0; at < len(rest); {
		end := strings.IndexByte(rest[at:], '\n')
		line, next := rest[at:], len(rest)
		if end >= 0 {
			line, next = rest[at:at+end], at+end+1
		}
		if isFence(line, "---") || isFence(line, "...") {
			return rest[:at], rest[next:], nil
		}
		if next > maxFrontMatter {
			break
		}
		at = next
	}
	if opening, _, _ := strings.Cut(rest, "\n"); !looksLikeField(opening) {
		return "", content, nil // a text that starts with a rule
	}
	return "", "", errors.New("opens front matter on line 1 and never closes it with ---")
}

func isFence(line, fence string) bool { return strings.TrimRight(line, " \t\r") == fence }

func looksLikeField(line string) bool {
	key, _, found := strings.Cut(line, ":")
	return found && key != "" && strings.IndexFunc(key, func(r rune) bool {
		return !unicode.IsLower(r) && r != '_'
	}) < 0
}

// frontMatterError puts the line of the file into an error of the decoder,
// which counts from the line after "---", sometimes one too low, and states
// the line only as text.
func frontMatterError(err error) error {
	var at lineError
	if errors.As(err, &at) {
		return fmt.Errorf("has malformed front matter near line %d: %s", at.line+1, at.reason)
	}
	message := strings.TrimPrefix(strings.Join(strings.Fields(err.Error()), " "), "yaml: ")
	message = strings.TrimPrefix(message, "unmarshal errors: ")
	var line int
	if _, scanErr := fmt.Sscanf(message, "line %d:", &line); scanErr == nil {
		_, reason, _ := strings.Cut(message, ": ")
		return fmt.Errorf("has malformed front matter near line %d: %s", line+1, reason)
	}
	return fmt.Errorf("has malformed front matter: %s", message)
}

// describe copies what the front matter states into the article, with the
// basis of each value, and names the article.
func (h frontMatter) describe(a *Article) error {
	a.SourceFile = string(h.SourceFile)
	if a.SourceFile == "" {
		a.SourceFile = path.Base(a.Path)
	}
	a.URL, a.Language = string(h.URL), strings.ToLower(string(h.Language))
	if a.URL != "" && !isWebAddress(a.URL) {
		a.Warnings = append(a.Warnings, fmt.Sprintf("the url %q is no http or https address and was left out", a.URL))
		a.URL = ""
	}
	a.Licence = string(h.Licence)
	if a.Licence == "" {
		a.Licence = string(h.License)
	}
	var err error
	set := func(to *string, basis *Basis, value, stated scalar, field string) {
		*to = string(value)
		if value == "" {
			return
		}
		switch Basis(stated) {
		case "":
			*basis = Given
		case Stated, Given, Inferred:
			*basis = Basis(stated)
		default:
			err = errors.Join(err, fmt.Errorf("states %s_basis %q: want stated, given or inferred", field, stated))
		}
	}
	set(&a.Title, &a.TitleBasis, h.Title, h.TitleBasis, "title")
	set(&a.Publisher, &a.PublisherBasis, h.Publisher, h.PublisherBasis, "publisher")
	set(&a.Place, &a.PlaceBasis, h.Place, h.PlaceBasis, "place")
	set(&a.Event, &a.EventBasis, h.Event, h.EventBasis, "event")
	var published string
	set(&published, &a.PublishedBasis, h.Published, h.PublishedBasis, "published")
	if published != "" {
		var dateErr error
		if a.Published, dateErr = readDate(published); dateErr != nil {
			err = errors.Join(err, fmt.Errorf("states no usable date: %w", dateErr))
		}
	}
	a.ID = articleID(string(h.ID), a)
	return err
}

// isWebAddress reports whether s can be shown as a link: an absolute http or
// https address without spaces or control characters.
func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" &&
		strings.IndexFunc(s, func(r rune) bool { return isSpace(r) || unicode.IsControl(r) }) < 0
}

// readDate takes ISO 8601 as well as a date in words.
func readDate(s string) (Date, error) {
	d, err := ParseDate(s)
	if err == nil {
		return d, nil
	}
	if strings.IndexFunc(s, unicode.IsLetter) < 0 {
		return Date{}, err // figures that are no date are not half of one
	}
	for _, m := range FindDates(s, Date{}) {
		if !m.Relative && m.Period.From == m.Period.To && !m.Period.From.IsZero() {
			return m.Period.From, nil
		}
	}
	return Date{}, err
}

// articleID returns the stated id, or one made of the file's base name. An id
// is part of keys and of addresses on the command line, so it holds no spaces
// and no "#".
func articleID(stated string, a *Article) string {
	if stated != "" && strings.IndexFunc(stated, func(r rune) bool {
		return isSpace(r) || r == '#' || unicode.IsControl(r)
	}) < 0 {
		return stated
	}
	if stated != "" {
		a.Warnings = append(a.Warnings, fmt.Sprintf("the id %q holds spaces or # and was changed", stated))
		if id := slug(stated); id != "" {
			return id
		}
	}
	base := path.Base(a.Path)
	if id := slug(strings.TrimSuffix(base, path.Ext(base))); id != "" {
		return id
	}
	return "article-" + a.Hash[:12]
}

// slug folds s to lower-case letters and digits joined by single hyphens;
// underscores stay, since base names with them are common.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range text.Fold(s) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '.' {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return strings.Trim(b.String(), ".")
}
