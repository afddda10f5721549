package intake

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestQualityOnPublicPages reads the pages that the readability library is
// tested with, 134 of real sites, and compares the words with what the library
// expects there. The floors are a little below what was measured when this was
// written: 98.3% of the expected words found, 98.2% of the words found expected.
func TestQualityOnPublicPages(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 134 pages")
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "codeberg.org/readeck/go-readability/v2").Output()
	dirs, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "test-pages", "*"))
	if err != nil || len(dirs) < 100 {
		t.Skip("the pages of the library are not at hand")
	}
	var recall, precision, pages float64
	for _, dir := range dirs {
		page, err := os.ReadFile(filepath.Join(dir, "source.html"))
		if err != nil {
			continue
		}
		expected, err := os.ReadFile(filepath.Join(dir, "expected.html"))
		if err != nil {
			continue
		}
		want, err := html.Parse(strings.NewReader(string(expected)))
		if err != nil {
			t.Fatal(err)
		}
		found, common, all := 0, 0, 0
		s, _ := toUTF8(page, "")
		if drafts, err := readPage(Source{URL: "https://example.org/page.html"}, s); err == nil {
			found, common, all = commonWords(drafts[0].tidied().Body, blocks(want))
		}
		pages++
		if found > 0 && all > 0 {
			recall += float64(common) / float64(all)
			precision += float64(common) / float64(found)
		}
	}
	recall, precision = recall/pages, precision/pages
	t.Logf("%.0f pages: recall %.3f, precision %.3f", pages, recall, precision)
	if recall < 0.975 || precision < 0.975 {
		t.Errorf("recall %.3f, precision %.3f, want at least 0.975", recall, precision)
	}
}

// commonWords counts the words of two texts and those that they have in common.
func commonWords(got, want string) (found, common, all int) {
	left := map[string]int{}
	for w := range strings.FieldsSeq(want) {
		left[w]++
		all++
	}
	for w := range strings.FieldsSeq(got) {
		if found++; left[w] > 0 {
			left[w]--
			common++
		}
	}
	return found, common, all
}
