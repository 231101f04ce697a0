package akn

import (
	"slices"
	"strconv"
	"strings"
)

// recognise marks the metadata that Write would give back.
func (d *Document) recognise(root *node) {
	for i, r := range d.readers {
		w := &writer{d: d, e: d.Expressions[i], prefix: r.prefix, eids: r.eids}
		if len(d.Passive) > 0 && r.doc.get("contains") == "singleVersion" {
			r.doc.take("contains")
		}
		meta, annexes := w.outline()
		mark(r.doc.child("meta"), meta)
		for k, a := range slices.Collect(r.doc.child("attachments").all) {
			if k < len(annexes) {
				mark(a.child("doc").child("meta"), annexes[k])
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

// list adds what is not known below an element to the list of what is foreign.
func (d *Document) list(n *node, path string) {
	for _, a := range n.attrs {
		if !a.known && n.known {
			d.Foreign = append(d.Foreign, Foreign{path + "/@" + a.name, n.line, "attribute"})
		}
	}
	var total map[string]int
	var count []int
	for i, k := range n.kids {
		if k.settled() {
			continue
		}
		if total == nil {
			total = make(map[string]int)
			for _, x := range n.kids {
				total[x.step()]++
				count = append(count, total[x.step()])
			}
		}
		step := k.step()
		at := strings.TrimPrefix(path+"/"+step, "/")
		at = strings.ToValidUTF8(at[max(0, len(at)-500):], "") // of a longer path its end
		if total[step] > 1 {
			at += "[" + strconv.Itoa(count[i]) + "]"
		}
		switch {
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

// settled reports whether a node and all below it is known.
func (n *node) settled() bool {
	if n.form != element {
		return n.form == chars && (n.known || strings.TrimSpace(n.text) == "")
	}
	return n.known && !slices.ContainsFunc(n.attrs, func(a attr) bool { return !a.known }) &&
		!slices.ContainsFunc(n.kids, func(k *node) bool { return !k.settled() })
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
