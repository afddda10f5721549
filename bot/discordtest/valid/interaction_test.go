package valid_test

import "testing"

func TestCallbacks(t *testing.T) {
	checkRows(t, []row{
		{"a message", callback, `{"type":4,"data":{"content":"x","flags":64}}`, nil},
		{"an empty message", callback, `{"type":4,"data":{"components":null,"embeds":null}}`, []string{"50006"}},
		{"no message", callback, `{"type":4}`, []string{"50006"}},
		{"a message that is too long", callback, `{"type":4,"data":{"content":"` + of(2001) + `"}}`, []string{"data.content BASE_TYPE_MAX_LENGTH"}},
		{"an embed that is too long", callback, `{"type":4,"data":{"embeds":[{"title":"` + of(257) + `"}]}}`, []string{"data.embeds[0].title BASE_TYPE_MAX_LENGTH"}},
		{"a deferral", callback, `{"type":5,"data":{"flags":64}}`, nil},
		{"a deferral without data", callback, `{"type":5}`, nil},
		{"a deferred update", callback, `{"type":6}`, nil},
		{"an update", callback, `{"type":7,"data":{"content":"x","components":[]}}`, nil},
		{"an update that leaves nothing", callback, `{"type":7,"data":{"content":"","embeds":[],"components":[]}}`, []string{"50006"}},
		{"an answer to a ping", callback, `{"type":1}`, nil},
		{"no type", callback, `{"data":{"content":"x"}}`, []string{"type BASE_TYPE_CHOICES"}},
		{"a type that was", callback, `{"type":3,"data":{"content":"x"}}`, []string{"type BASE_TYPE_CHOICES"}},
	})
}

func TestCompletion(t *testing.T) {
	offer := func(choices string) string { return `{"type":8,"data":{"choices":[` + choices + `]}}` }
	choice := `{"name":"n","value":"#"}`
	checkRows(t, []row{
		{"25", callback, offer(times(25, choice)), nil},
		{"26", callback, offer(times(26, choice)), []string{"data.choices BASE_TYPE_MAX_LENGTH"}},
		{"none", callback, offer(``), nil},
		{"none, left out", callback, `{"type":8,"data":{}}`, nil},
		{"no data", callback, `{"type":8}`, []string{"data BASE_TYPE_REQUIRED"}},
		{"100 characters", callback, offer(`{"name":"` + of(100) + `","value":"` + of(100) + `"}`), nil},
		{"101 characters", callback, offer(`{"name":"` + of(101) + `","value":"` + of(101) + `"}`), []string{"data.choices[0].name BASE_TYPE_BAD_LENGTH", "data.choices[0].value BASE_TYPE_MAX_LENGTH"}},
		{"a number", callback, offer(`{"name":"n","value":7}`), nil},
		{"no name", callback, offer(`{"name":"","value":"v"}`), []string{"data.choices[0].name BASE_TYPE_REQUIRED"}},
		{"no value", callback, offer(`{"name":"n"}`), []string{"data.choices[0].value BASE_TYPE_REQUIRED"}},
	})
}

func TestModals(t *testing.T) {
	form := func(title, components string) string {
		return `{"type":9,"data":{"custom_id":"f","title":"` + title + `","components":[` + components + `]}}`
	}
	input := `{"type":4,"custom_id":"#","style":1,"label":"l"}`
	rowOf := func(s string) string { return `{"type":1,"components":[` + s + `]}` }
	one := "data.components[0].components[0]"
	checkRows(t, []row{
		{"5 rows, a title of 45", callback, form(of(45), times(5, rowOf(input))), nil},
		{"6 rows", callback, form("t", times(6, rowOf(input))), []string{"data.components BASE_TYPE_BAD_LENGTH"}},
		{"no row", callback, form("t", ``), []string{"data.components BASE_TYPE_BAD_LENGTH"}},
		{"no components", callback, `{"type":9,"data":{"custom_id":"f","title":"t"}}`, []string{"data.components BASE_TYPE_REQUIRED"}},
		{"a title of 46", callback, form(of(46), rowOf(input)), []string{"data.title BASE_TYPE_BAD_LENGTH"}},
		{"no title and no id", callback, `{"type":9,"data":{"components":[` + rowOf(input) + `]}}`, []string{"data.custom_id BASE_TYPE_REQUIRED", "data.title BASE_TYPE_REQUIRED"}},
		{"two inputs in a row", callback, form("t", rowOf(times(2, input))), []string{"data.components[0].components BASE_TYPE_BAD_LENGTH"}},
		{"a button", callback, form("t", rowOf(aButton)), []string{one + ".type BASE_TYPE_CHOICES"}},
		{"an input outside of a row", callback, form("t", input), []string{"data.components[0].type UNION_TYPE_CHOICES"}},
		{"an id twice", callback, form("t", rowOf(input)+","+rowOf(input)), []string{"data.components[1].components[0].custom_id COMPONENT_CUSTOM_ID_DUPLICATED"}},
		{"no label", callback, form("t", rowOf(`{"type":4,"custom_id":"i","style":2}`)), []string{one + ".label BASE_TYPE_REQUIRED"}},
		{"no style", callback, form("t", rowOf(`{"type":4,"custom_id":"i","label":"l"}`)), []string{one + ".style BASE_TYPE_REQUIRED"}},
		{"a label of 46", callback, form("t", rowOf(`{"type":4,"custom_id":"i","style":2,"label":"`+of(46)+`"}`)), []string{one + ".label BASE_TYPE_BAD_LENGTH"}},
		{"a hint of 101", callback, form("t", rowOf(`{"type":4,"custom_id":"i","style":2,"label":"l","placeholder":"`+of(101)+`"}`)), []string{one + ".placeholder BASE_TYPE_MAX_LENGTH"}},
		{"at least more than at most", callback, form("t", rowOf(`{"type":4,"custom_id":"i","style":2,"label":"l","min_length":5,"max_length":4}`)), []string{one + ".min_length NUMBER_TYPE_MAX"}},
		{"labels", callback, form("t", `{"type":18,"label":"l","component":{"type":4,"custom_id":"i","style":1}}`), nil},
		{"a label without words", callback, form("t", `{"type":18,"component":{"type":4,"custom_id":"i","style":1}}`), []string{"data.components[0].label BASE_TYPE_REQUIRED"}},
	})
}
