package akn

import (
	"slices"
	"strconv"
	"strings"
)

// recognise marks the metadata that Write would give back.
func (d *Document) recognise(root *node) {
	for i, r := range d.readers {
		w := &writer{d: d, e: d.Expressions[i], prefix: r.prefix}
		made := w.document()
		for j, a := range r.doc.attrs {
			if made.get(a.name) == a.value && a.name == "contains" {
				r.doc.attrs[j].known = true
			}
		}
		mark(r.doc.child("meta"), made.child("meta"))
		annexes := slices.Collect(made.child("attachments").all)
		for k, a := range slices.Collect(r.doc.child("attachments").all) {
			if k < len(annexes) {
				mark(a.child("doc").child("meta"), annexes[k].child("doc").child("meta"))
			}
		}
	}
	c := root.child("documentCollection")
	if c == nil || len(d.readers) < 2 {
		return
	}
	made := group("documentCollection", "name", "languages").add(d.collection())
	mark(c, made)
	if main := c.child("collectionBody"); main != nil {
		main.known = true
		for i, k := range slices.Collect(main.all) {
			k.known = k.local == "component"
			if k.get("eId") == "cmp_"+strconv.Itoa(i+1) {
				k.take("eId")
			}
		}
	}
}

// window is how far a child is looked for among those that would be written.
const window = 32

// mark compares what was read with what would be written in its place: what is
// the same is known.
func mark(read, made *node) {
	if read == nil || made == nil || read.name != made.name {
		return
	}
	read.known = true
	for i, a := range read.attrs {
		for _, b := range made.attrs {
			if a.name == b.name && a.value == b.value {
				read.attrs[i].known = true
			}
		}
	}
	used := make([]bool, len(made.kids))
	from := 0
	for _, k := range read.kids {
		if k.form == chars {
			k.known = said(read) == said(made)
			continue
		}
		best, score := -1, -1
		for i := from; i < len(made.kids) && i < from+window; i++ {
			if m := made.kids[i]; !used[i] && m.form == element && m.name == k.name {
				if s := same(k, m); s > score {
					best, score = i, s
				}
			}
		}
		if best < 0 {
			continue
		}
		used[best] = true
		mark(k, made.kids[best])
		for from < len(used) && used[from] {
			from++
		}
	}
}

// same counts the attributes that two elements share.
func same(a, b *node) int {
	n := 0
	for _, x := range a.attrs {
		if x.value == b.get(x.name) {
			n++
		}
	}
	return n
}

// list adds what is not known below an element to the list of what is foreign,
// and reports whether anything is known there.
func (d *Document) list(n *node, path string) {
	for _, a := range n.attrs {
		if !a.known && n.known {
			d.Foreign = append(d.Foreign, Foreign{path + "/@" + a.name, n.line, "attribute"})
		}
	}
	total, count := make(map[string]int), make(map[string]int)
	for _, k := range n.kids {
		total[k.step()]++
	}
	for _, k := range n.kids {
		step := k.step()
		count[step]++
		at := strings.TrimPrefix(path+"/"+step, "/")
		at = strings.ToValidUTF8(at[max(0, len(at)-500):], "") // of a longer path its end
		if total[step] > 1 {
			at += "[" + strconv.Itoa(count[step]) + "]"
		}
		switch {
		case k.form == chars && (k.known || strings.TrimSpace(k.text) == ""):
		case k.form == element && k.known:
			d.list(k, at)
		default:
			what := map[form]string{element: "element", chars: "text", comment: "comment", instruction: "instruction"}[k.form]
			d.Foreign = append(d.Foreign, Foreign{at, k.line, what})
			if k.form == element && k.anyKnown() {
				d.list(k, at)
			}
		}
	}
}

// step is what a node is called in a path.
func (n *node) step() string {
	switch n.form {
	case chars:
		return "text()"
	case comment:
		return "comment()"
	case instruction:
		return "processing-instruction(" + n.name + ")"
	}
	return n.name
}

// anyKnown reports whether a part of a subtree is held by the model.
func (n *node) anyKnown() bool {
	for _, k := range n.kids {
		if k.known || k.anyKnown() {
			return true
		}
	}
	return false
}
