package main

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/form"
	"chancery.example/chancery/internal/publish"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/static"
	"chancery.example/chancery/register"
)

// An address is one thing to ask for.
type address struct {
	pattern, method, path, body, media string
	name                               string // what it says of a secret: an id, a hash; empty: nothing
	secret                             int    // the secret, if name says one; -1: none
	once                               bool   // asking may end the session
	blind                              bool   // it is carried out for whoever may: only others ask
}

// lost is the address that says, in as many bytes, what is not there.
func (a address) lost() address {
	nothing := strings.Repeat("0", len(a.name))
	a.path, a.body = strings.ReplaceAll(a.path, a.name, nothing), strings.ReplaceAll(a.body, a.name, nothing)
	return a
}

// etag is how a page says what its bytes are.
var etag = regexp.MustCompile(`Etag: [^\r\n]*`)

// unsaid is an answer without what the address says; where the page repeats that,
// its ETag says it too.
func (a address) unsaid(text string) string {
	said := strings.ReplaceAll(text, a.name, strings.Repeat("0", len(a.name)))
	if strings.Contains(said, strings.Repeat("0", len(a.name))) {
		said = etag.ReplaceAllString(said, "Etag: (its own)")
	}
	return said
}

// queries are what stands behind the paths of pages that take more, without their
// language. $ is put for the address of a secret.
var queries = map[string][]string{
	"/statements": {"?from=2", "?from=101", "?from=102"}, "/acts": {"?from=2"}, "/decisions": {"?from=2", "?from=101"},
	"/proposals": {"?from=2", "?member=kz", "?member=am", "?status=open"}, "/register": {"?before=50", "?before=400", "?of=30"},
	"/acts/{id}/text":    {"?member=kz", "?known=2019-12-31", "?text=en", "?lines=1", "?day=2020-01-01"},
	"/acts/{id}/compare": {"?beside=en", "?from=2019-01-01&to=2020-01-01"}, "/decisions/{id}": {"?zone=Asia/Almaty"},
	"/decisions/{id}/redline": {"?text=en"},
}

// wild are the parts of a pattern that stand for something.
var wild = regexp.MustCompile(`\{[^}]*\}`)

// addresses are those that the matrix asks a pattern for: as a row, what each part
// that stands for something can be. A pattern with another part has no row.
func (m *matrix) addresses(pattern string) (all []address, err error) {
	method, path, ok := strings.Cut(pattern, " ")
	if !ok {
		method, path = http.MethodGet, pattern
	}
	bare := path
	if len(path) > 3 && path[3] == '/' {
		bare = path[3:]
	}
	add := func(path string, secret int, name string) {
		all = append(all, address{pattern: pattern, method: method, path: path, secret: secret, name: name})
	}
	switch marks := strings.Join(wild.FindAllString(path, -1), " "); marks {
	case "", "{$}":
		path = strings.TrimSuffix(path, "{$}")
		if path == static.Prefix || path == "/" && pattern == "/" {
			path += "nothing"
		}
		add(path, -1, "")
	case "{link}":
		add(strings.Replace(path, "{link}", "nobodys", 1), -1, "")
	case "{path...}":
		all = m.files(pattern, method, strings.TrimSuffix(path, "{path...}"))
	default:
		m.row(marks, path, add)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: the matrix has no row", pattern)
	}
	if method == http.MethodPost {
		return m.posted(bare, all)
	}
	for _, a := range slices.Clone(all) {
		for _, q := range queries[bare] {
			b := a
			b.path += q
			all = append(all, b)
		}
	}
	return all, nil
}

// row puts into a path what its marks can stand for. Of other marks nothing is known.
func (m *matrix) row(marks, path string, add func(path string, secret int, name string)) {
	put := func(path, mark string, name func(secret) string) {
		for i, x := range m.secrets {
			if name(x) != "" {
				add(strings.Replace(path, mark, name(x), 1), i, name(x))
			}
		}
	}
	id, hash := func(x secret) string { return string(x.id) }, func(x secret) string { return x.hash }
	switch marks {
	case "{id}", "{id} {day}", "{id} {file}":
		for _, more := range m.more(path) {
			for _, id := range m.charterIDs() {
				add(strings.Replace(more, "{id}", id, 1), -1, "")
			}
			put(more, "{id}", id)
		}
	case "{thing}": // of any noun
		put(path, "{thing}", id)
	case "{session}", "{session} {batch}":
		for _, more := range m.more(path) {
			add(strings.Replace(more, "{session}", string(m.names["session"]), 1), -1, "")
			put(more, "{session}", id)
		}
	case "{hash}":
		put(path, "{hash}", hash)
	case "{place}":
		for i, places := range m.places {
			for _, p := range places {
				add(strings.Replace(path, "{place}", fmt.Sprint(p), 1), i, "")
			}
		}
	case "{command}":
		for _, name := range council.Commands() {
			add(strings.Replace(path, "{command}", name, 1), -1, "")
		}
	case "{command} {place}":
		for i, x := range m.secrets {
			add(strings.NewReplacer("{command}", commandOf(x.noun), "{place}", fmt.Sprint(m.places[i][0])).Replace(path), i, "")
		}
	}
}

// more puts days and names of files into a path.
func (m *matrix) more(path string) (all []string) {
	all = []string{path}
	put := func(mark string, values ...string) {
		if !strings.Contains(path, mark) {
			return
		}
		all = nil
		for _, v := range values {
			all = append(all, strings.Replace(path, mark, v, 1))
		}
	}
	put("{batch}", "template", "circulate", "issue", "undo")
	put("{day}", "2019-11-28", "2020-01-01")
	var names []string
	for _, f := range (publish.Expression{V: reading.ActText{Act: reading.Act{Facts: council.Act{At: when(m.t, "2019-11-28")}}}}).Files() {
		names = append(names, "current.ru"+f.End, "2020-01-01.en"+f.End)
	}
	put("{file}", names...)
	return all
}

// charterIDs are what is not recorded as things: members, bodies, rules, persons.
func (m *matrix) charterIDs() (ids []string) {
	m.k.secretariat.Read(func(s *council.State) {
		room := reading.Enter(s, access.PublicClass)
		for _, x := range room.Members() {
			ids = append(ids, string(x.ID))
		}
		for _, x := range room.Bodies() {
			ids = append(ids, x.ID)
		}
		for _, x := range room.Rules() {
			ids = append(ids, x.ID)
		}
		for _, x := range room.People() {
			ids = append(ids, x.ID)
		}
	})
	return ids
}

// files are the addresses of whole trees: the register, and permanent addresses.
func (m *matrix) files(pattern, method, at string) (all []address) {
	add := func(path string, secret int, name string) {
		all = append(all, address{pattern: pattern, method: method, path: at + path, secret: secret, name: name})
	}
	switch at {
	case "/log/":
		add("checkpoint", -1, "")
		add("key", -1, "")
		size := int64(m.k.size())
		for n := int64(0); n*register.TileWidth < size; n++ {
			width := int(min(size-n*register.TileWidth, register.TileWidth))
			add(register.TilePath(0, n, width), -1, "")
			add(register.BundlePath(n, width), -1, "")
		}
		for i, places := range m.places {
			for _, p := range places {
				add(fmt.Sprintf("content/%d", p), i, "")
			}
		}
		for i, x := range m.secrets {
			if x.hash != "" {
				add("text/"+x.hash, i, x.hash)
			}
		}
	case "/eli/":
		m.k.secretariat.Read(func(s *council.State) {
			org := reading.Enter(s, access.PublicClass).Organisation()
			for i, x := range m.secrets {
				t, _ := s.Thing(x.id)
				var e publish.ELI
				switch f := t.Facts.(type) {
				case *council.Act:
					e = publish.ActELI(org, reading.Act{Head: reading.Head{Ref: reading.Ref{ID: x.id}}, Facts: *f})
				case *council.Decision:
					e = publish.DecisionELI(org, reading.DecisionLine{Ref: reading.Ref{ID: x.id}, Form: f.Form, At: f.At})
				default:
					continue
				}
				path := strings.TrimPrefix(e.String(), at)
				add(path, i, string(x.id))
				for _, f := range publish.Forms() {
					add(path+"/ru/"+f, i, string(x.id))
				}
			}
		})
	}
	return all
}

// commandOf is the command that records a noun.
func commandOf(n council.Noun) string {
	for _, name := range council.Commands() {
		c, err := council.Empty(name)
		if r, ok := c.(*council.Record); err == nil && ok && r.Facts.Noun() == n {
			return name
		}
	}
	return ""
}

// posted are the forms that are sent to an address. None of them is carried out.
func (m *matrix) posted(bare string, all []address) ([]address, error) {
	const typed = "application/x-www-form-urlencoded"
	switch {
	case bare == "/do/{command}":
		return m.checked(all, typed), nil
	case strings.HasPrefix(bare, "/sessions/{session}/prepare/"):
		for i := range all {
			all[i].body, all[i].media = "step=check", typed
		}
		return all, nil
	case bare == "/verify":
		return m.verified(all[0]), nil
	case bare == "/commands":
		return m.commanded(all[0]), nil
	case bare == "/api/v1/commands/{command}":
		return m.ordered(all), nil
	case strings.HasPrefix(bare, "/me/"), strings.HasPrefix(bare, "/sign-"), strings.HasPrefix(bare, "/invitation/"), bare == door.ReturnPath:
		for i := range all { // what is a person's own, and may end the session
			all[i].body, all[i].media, all[i].once = "back=%2F", typed, true
		}
		return all, nil
	}
	return nil, fmt.Errorf("POST %s: the matrix has no row", bare)
}

// named calls f for every field of a command that names a thing, for every secret of
// a noun that it may name.
func (m *matrix) named(command string, f func(field string, secret int)) {
	x, err := form.Of(command)
	if err != nil {
		m.t.Fatal(err)
	}
	for _, field := range x.Fields {
		if field.Kind != form.Thing {
			continue
		}
		for i, s := range m.secrets {
			if len(field.Nouns) == 0 && i%7 == 0 || slices.Contains(field.Nouns, s.noun) {
				f(field.Name, i)
			}
		}
	}
}

// checked are the forms of commands that name a secret, up to the answers to check.
func (m *matrix) checked(all []address, typed string) (more []address) {
	for _, a := range all {
		command := a.path[strings.LastIndex(a.path, "/")+1:]
		a.media, a.body = typed, "step=check"
		more = append(more, a)
		m.named(command, func(field string, secret int) {
			b := a
			b.secret, b.name = secret, string(m.secrets[secret].id)
			b.body = url.Values{"step": {"check"}, "_seen": {"1"}, field: {b.name}}.Encode()
			more = append(more, b)
			b.body = url.Values{"step": {"change"}, field: {b.name}}.Encode()
			more = append(more, b)
		})
	}
	return more
}

// verified are the forms that ask whether a text stands in the register.
func (m *matrix) verified(a address) (all []address) {
	send := func(name, value string) {
		a.media = "multipart/form-data; boundary=part"
		a.body = "--part\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n--part--\r\n"
		all = append(all, a)
	}
	send("proof", "")
	for i, x := range m.secrets {
		if x.hash != "" {
			a.secret, a.name = i, x.hash
			send("proof", x.hash)
		}
	}
	return all
}

// commanded are commands as programs give them, which name a secret.
func (m *matrix) commanded(a address) (all []address) {
	a.media = "application/json"
	for _, name := range council.Commands() {
		m.named(name, func(field string, secret int) {
			a.secret, a.name = secret, string(m.secrets[secret].id)
			a.body = fmt.Sprintf(`{"command":%q,"fields":{%q:%q}}`, name, field, a.name)
			all = append(all, a)
		})
	}
	return all
}

// ordered are commands as programs with a token give them, about what they may not
// read.
func (m *matrix) ordered(all []address) (more []address) {
	for _, a := range all {
		command := a.path[strings.LastIndex(a.path, "/")+1:]
		a.media, a.blind = "application/json", true
		m.named(command, func(field string, secret int) {
			a.secret, a.name = secret, string(m.secrets[secret].id)
			a.body = fmt.Sprintf(`{%q:%q}`, field, a.name)
			more = append(more, a)
		})
	}
	return more
}
