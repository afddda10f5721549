package valid_test

import "testing"

// rows puts rows of components into a message.
func rows(s string) string { return `{"content":"x","components":[` + s + `]}` }

// inRow puts components into one row of a message.
func inRow(s string) string { return rows(`{"type":1,"components":[` + s + `]}`) }

const (
	aButton = `{"type":2,"style":2,"label":"l","custom_id":"#"}`
	aSelect = `{"type":3,"custom_id":"s#","options":[{"label":"l","value":"v"}]}`
	first   = "components[0].components[0]"
)

func TestRows(t *testing.T) {
	checkRows(t, []row{
		{"5 rows of 5", messages, rows(rowsOf5(5)), nil},
		{"6 rows", messages, rows(rowsOf5(6)), []string{"components BASE_TYPE_MAX_LENGTH"}},
		{"6 buttons", messages, inRow(times(6, aButton)), []string{"components[0].components BASE_TYPE_BAD_LENGTH", "components[0].components[5] COMPONENT_LAYOUT_WIDTH_EXCEEDED"}},
		{"no button", messages, inRow(``), []string{"components[0].components BASE_TYPE_BAD_LENGTH"}},
		{"a row of nothing", messages, rows(`{"type":1}`), []string{"components[0].components BASE_TYPE_REQUIRED"}},
		{"a select and a button in rows of their own", messages, rows(`{"type":1,"components":[` + times(1, aSelect) + `]},{"type":1,"components":[` + times(1, aButton) + `]}`), nil},
		{"a select and a button in a row", messages, inRow(times(1, aSelect) + "," + times(1, aButton)), []string{"components[0].components[1] COMPONENT_LAYOUT_WIDTH_EXCEEDED"}},
		{"a button and a select in a row", messages, inRow(times(1, aButton) + "," + times(1, aSelect)), []string{"components[0].components[1] COMPONENT_LAYOUT_WIDTH_EXCEEDED"}},
		{"two selects in a row", messages, inRow(times(2, aSelect)), []string{"components[0].components[1] COMPONENT_LAYOUT_WIDTH_EXCEEDED"}},
		{"a button outside of a row", messages, rows(times(1, aButton)), []string{"components[0].type UNION_TYPE_CHOICES"}},
		{"a row in a row", messages, inRow(`{"type":1,"components":[]}`), []string{first + ".type UNION_TYPE_CHOICES"}},
		{"an id twice", messages, rows(`{"type":1,"components":[` + aButton + `]},{"type":1,"components":[` + aButton + `]}`), []string{"components[1].components[0].custom_id COMPONENT_CUSTOM_ID_DUPLICATED"}},
	})
}

func rowsOf5(n int) string {
	all := ""
	for i := range n {
		if i > 0 {
			all += ","
		}
		all += `{"type":1,"components":[` + times(5, `{"type":2,"style":1,"label":"l","custom_id":"`+string(rune('0'+i))+`#"}`) + `]}`
	}
	return all
}

func TestButtons(t *testing.T) {
	checkRows(t, []row{
		{"a label of 80, an id of 100", messages, inRow(`{"type":2,"style":1,"label":"` + of(80) + `","custom_id":"` + of(100) + `"}`), nil},
		{"a label of 81", messages, inRow(`{"type":2,"style":1,"label":"` + of(81) + `","custom_id":"i"}`), []string{first + ".label BASE_TYPE_MAX_LENGTH"}},
		{"an id of 101", messages, inRow(`{"type":2,"style":1,"label":"l","custom_id":"` + of(101) + `"}`), []string{first + ".custom_id BASE_TYPE_BAD_LENGTH"}},
		{"an empty id", messages, inRow(`{"type":2,"style":1,"label":"l","custom_id":""}`), []string{first + ".custom_id BASE_TYPE_BAD_LENGTH"}},
		{"no id", messages, inRow(`{"type":2,"style":1,"label":"l"}`), []string{first + ".custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"}},
		{"no style", messages, inRow(`{"type":2,"label":"l","custom_id":"i"}`), []string{first + ".style BASE_TYPE_REQUIRED"}},
		{"style 7", messages, inRow(`{"type":2,"style":7,"label":"l","custom_id":"i"}`), []string{first + ".style NUMBER_TYPE_MAX"}},
		{"a link", messages, inRow(`{"type":2,"style":5,"label":"l","url":"https://example.org"}`), nil},
		{"a link to nowhere", messages, inRow(`{"type":2,"style":5,"label":"l"}`), []string{first + ".url BUTTON_COMPONENT_URL_REQUIRED"}},
		{"a link with an id", messages, inRow(`{"type":2,"style":5,"label":"l","url":"https://example.org","custom_id":"i"}`), []string{first + " BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE"}},
		{"a button with an address", messages, inRow(`{"type":2,"style":1,"label":"l","url":"https://example.org","custom_id":"i"}`), []string{first + " BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE"}},
		{"a link of another scheme", messages, inRow(`{"type":2,"style":5,"label":"l","url":"ftp://example.org"}`), []string{first + ".url URL_TYPE_INVALID_SCHEME"}},
		{"an emoji alone", messages, inRow(`{"type":2,"style":2,"emoji":{"name":"👍"},"custom_id":"i"}`), nil},
		{"neither label nor emoji", messages, inRow(`{"type":2,"style":2,"custom_id":"i"}`), []string{first + ".label BASE_TYPE_REQUIRED"}},
		{"a server's emoji", messages, inRow(`{"type":2,"style":2,"emoji":{"name":"quill","id":"7"},"custom_id":"i"}`), nil},
		{"the name of an emoji", messages, inRow(`{"type":2,"style":2,"emoji":{"name":":thumbsup:"},"custom_id":"i"}`), []string{first + ".emoji.name COMPONENT_INVALID_EMOJI"}},
		{"for sale", messages, inRow(`{"type":2,"style":6,"sku_id":"1"}`), nil},
		{"for sale with a label", messages, inRow(`{"type":2,"style":6,"sku_id":"1","label":"l"}`), []string{first + ".label BASE_TYPE_CHOICES"}},
	})
}

func TestSelects(t *testing.T) {
	pick := func(options, more string) string {
		return inRow(`{"type":3,"custom_id":"s","options":[` + options + `]` + more + `}`)
	}
	option := `{"label":"l","value":"#"}`
	checkRows(t, []row{
		{"25 options", messages, pick(times(25, option), `,"min_values":0,"max_values":25,"placeholder":"`+of(150)+`"`), nil},
		{"26 options", messages, pick(times(26, option), ``), []string{first + ".options BASE_TYPE_BAD_LENGTH"}},
		{"no option", messages, pick(``, ``), []string{first + ".options BASE_TYPE_BAD_LENGTH"}},
		{"no options", messages, inRow(`{"type":3,"custom_id":"s"}`), []string{first + ".options BASE_TYPE_REQUIRED"}},
		{"no id", messages, inRow(`{"type":5}`), []string{first + ".custom_id BASE_TYPE_REQUIRED"}},
		{"users", messages, inRow(`{"type":5,"custom_id":"u","max_values":3}`), nil},
		{"a value twice", messages, pick(`{"label":"a","value":"v"},{"label":"b","value":"v"}`, ``), []string{first + ".options[1].value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"}},
		{"a label twice", messages, pick(`{"label":"a","value":"v"},{"label":"a","value":"w"}`, ``), nil},
		{"texts of 100", messages, pick(`{"label":"`+of(100)+`","value":"`+of(100)+`","description":"`+of(100)+`"}`, ``), nil},
		{"texts of 101", messages, pick(`{"label":"`+of(101)+`","value":"`+of(101)+`","description":"`+of(101)+`"}`, ``), []string{
			first + ".options[0].label BASE_TYPE_BAD_LENGTH", first + ".options[0].value BASE_TYPE_BAD_LENGTH", first + ".options[0].description BASE_TYPE_MAX_LENGTH",
		}},
		{"an option of nothing", messages, pick(`{}`, ``), []string{first + ".options[0].label BASE_TYPE_REQUIRED", first + ".options[0].value BASE_TYPE_REQUIRED"}},
		{"a hint of 151", messages, pick(times(1, option), `,"placeholder":"`+of(151)+`"`), []string{first + ".placeholder BASE_TYPE_MAX_LENGTH"}},
		{"more to choose than there are", messages, pick(times(2, option), `,"max_values":3`), []string{first + ".max_values NUMBER_TYPE_MAX"}},
		{"at least more than at most", messages, pick(times(3, option), `,"min_values":2,"max_values":1`), []string{first + ".min_values NUMBER_TYPE_MAX"}},
		{"one chosen", messages, pick(`{"label":"a","value":"v","default":true},{"label":"b","value":"w"}`, ``), nil},
		{"two chosen of one", messages, pick(`{"label":"a","value":"v","default":true},{"label":"b","value":"w","default":true}`, ``), []string{first + ".options SELECT_COMPONENT_TOO_MANY_DEFAULTS"}},
	})
}

func TestComponentsV2(t *testing.T) {
	v2 := func(components string) string { return `{"flags":32768,"components":[` + components + `]}` }
	text := `{"type":10,"content":"x"}`
	checkRows(t, []row{
		{"a text", messages, v2(text), nil},
		{"a text without the flag", messages, `{"components":[` + text + `]}`, []string{"components[0].type UNION_TYPE_CHOICES"}},
		{"an edit without the flag", message, `{"components":[` + text + `]}`, nil},
		{"an edit with content", message, `{"content":"x","components":[` + text + `]}`, []string{"content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"}},
		{"content", messages, `{"flags":32768,"content":"x","components":[` + text + `]}`, []string{"content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"}},
		{"embeds", followUps, `{"flags":32832,"embeds":[{"title":"t"}],"components":[` + text + `]}`, []string{"embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"}},
		{"content that is null", messages, `{"flags":32768,"content":null,"embeds":[],"components":[` + text + `]}`, nil},
		{"nothing", messages, `{"flags":32768,"components":[]}`, []string{"50006"}},
		{"6 rows", messages, v2(times(6, `{"type":1,"components":[`+aButton+`]}`)), nil},
		{"40 in all", messages, v2(`{"type":17,"components":[` + times(39, text) + `]}`), nil},
		{"41 in all", messages, v2(`{"type":17,"components":[` + times(40, text) + `]}`), []string{"components BASE_TYPE_MAX_LENGTH"}},
		{"4000 in all", messages, v2(`{"type":10,"content":"` + of(3999) + `"},` + text), nil},
		{"4001 in all", messages, v2(`{"type":10,"content":"` + of(4000) + `"},` + text), []string{"components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"}},
		{"an empty text", messages, v2(`{"type":10,"content":""}`), []string{"components[0].content BASE_TYPE_REQUIRED"}},
		{"a section", messages, v2(`{"type":9,"components":[` + text + `],"accessory":` + times(1, aButton) + `}`), nil},
		{"a section of 4", messages, v2(`{"type":9,"components":[` + times(4, text) + `],"accessory":` + times(1, aButton) + `}`), []string{"components[0].components BASE_TYPE_BAD_LENGTH"}},
		{"an id twice, once beside a section", messages, v2(`{"type":1,"components":[` + aButton + `]},{"type":9,"components":[` + text + `],"accessory":` + aButton + `}`), []string{"components[1].accessory.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"}},
		{"a button in a container", messages, v2(`{"type":17,"components":[` + times(1, aButton) + `]}`), []string{"components[0].components[0].type UNION_TYPE_CHOICES"}},
		{"a file", messages, v2(`{"type":13,"file":{"url":"attachment://a.txt"}}`), nil},
		{"a file from elsewhere", messages, v2(`{"type":13,"file":{"url":"https://example.org/a.txt"}}`), []string{"components[0].file.url URL_TYPE_INVALID_SCHEME"}},
		{"a picture", messages, v2(`{"type":12,"items":[{"media":{"url":"https://example.org/a.png"}}]},{"type":14}`), nil},
		{"a picture of another scheme", messages, v2(`{"type":12,"items":[{"media":{"url":"data:x"}}]}`), []string{"components[0].items[0].media.url URL_TYPE_INVALID_SCHEME"}},
	})
}
