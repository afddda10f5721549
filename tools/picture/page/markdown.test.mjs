import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from './markdown.js'

const names = { users: { 1: 'alice' }, roles: { 2: 'staff' }, channels: { 3: 'talks' } }
const p = (s) => `<span>${s}</span>`

// Each row: what is written, and its HTML.
const rows = {
  'bold, italic, underlined, struck, hidden': ['**b** *i* _i_ __u__ ~~s~~ ||h||', p('<strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s> <span class="spoiler">h</span>')],
  'both': ['***x***', p('<strong><em>x</em></strong>')],
  'what does not close': ['**b *i `c', p('**b *i `c')],
  'stars and underscores of other use': ['5 * 3 * 2 snake_case_name', p('5 * 3 * 2 snake_case_name')],
  'escapes': ['\\*x\\* \\[1\\] \\\\ \\a', p('*x* [1] \\ \\a')],
  'an escape at the head of a line': ['\\> x\n\\-# y\n\\# z', p('&gt; x<br>-# y<br># z')],
  'HTML': ['<b>&"', p('&lt;b&gt;&amp;&quot;')],
  'inline code': ['`**x**` ``a`b``', p('<code>**x**</code> <code>a`b</code>')],
  'a fence': ['a\n```go\n**x**\n\n> y\n```\nb', p('a<br><pre>**x**\n\n&gt; y</pre>b')],
  'a fence in a line': ['a ```x``` b', p('a <pre>x</pre> b')],
  'an open fence': ['```go\nx', p('```go<br>x')],
  'subtext': ['a\n-# b *c*\nd', p('a') + '<small>b <em>c</em></small>' + p('d')],
  'subtext after a quote': ['> a\n-# b', '<blockquote><div>' + p('a') + '</div></blockquote><small>b</small>'],
  'headings': ['# a\n### b\n#### c', '<h1>a</h1><h3>b</h3>' + p('#### c')],
  'a quote of two lines': ['> a\n> b\nc', '<blockquote><div>' + p('a<br>b') + '</div></blockquote>' + p('c')],
  'a quote to the end': ['>>> a\n-# b', '<blockquote><div>' + p('a') + '<small>b</small></div></blockquote>'],
  'no quote': ['>a', p('&gt;a')],
  'a list': ['- a\n  - b\n* c', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'],
  'numbers after dots': ['- a\n3. b\n4. c', '<ul><li>a</li></ul><ol start="3"><li>b</li><li>c</li></ol>'],
  'blank lines': ['a\n\nb\n\n-# c', p('a<br><br>b<br><br>') + '<small>c</small>'],
  'links': ['<https://a.org/x_y_z> https://a.org/(b), (https://a.org)', p('<a href="https://a.org/x_y_z">https://a.org/x_y_z</a> <a href="https://a.org/(b)">https://a.org/(b)</a>, (<a href="https://a.org">https://a.org</a>)')],
  'masked links': ['[a *b*](https://a.org/(c)) [[1]](<https://a.org>)', p('<a href="https://a.org/(c)">a <em>b</em></a> <a href="https://a.org">[1]</a>')],
  'no masked link': ['\\[a](<https://a.org>) [1](see)', p('[a](<a href="https://a.org">https://a.org</a>) [1](see)')],
  'mentions': ['<@1> <@!9> <@&2> <#3> </ask:7> <:dove:8>', p('<span class="mention user">@alice</span> <span class="mention user">@unknown-user</span> <span class="mention role">@staff</span> <span class="mention channel">#talks</span> <span class="mention command">/ask</span> <span class="mention">:dove:</span>')],
  'a time': ['<t:1513814400:D>', p('<span class="time">21 December 2017</span>')],
}

for (const [name, [written, want]] of Object.entries(rows)) {
  test(name, () => assert.equal(html(written, names), want))
}

test('4,000 marks take no time', () => {
  const start = Date.now()
  for (const sign of ['*', '_', '`', '[', '||', '> ', '<', '\\']) html(sign.repeat(4000 / sign.length))
  assert.ok(Date.now() - start < 5000)
})
