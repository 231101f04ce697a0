package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEnglishIsAppliedAndDrafted(t *testing.T) {
	const base = "Regulation on Ports\nArticle 1. Members\n1. A member may vote.\n2. The Chair signs.\n"
	out, errOut, status := applied(t, base, "Decision\nIn Article 1(1), the word ‘may’ is replaced by ‘shall’.\n")
	if want := strings.Replace(base, "may", "shall", 1); out != want || status != 0 {
		t.Errorf("applied: %q, %q, status %d", out, errOut, status)
	}
	if out, errOut, status := applied(t, base, "Decision\nIn Article 1(1), the word ‘can’ is replaced by ‘shall’.\n"); out != "" || status != 9 || !strings.Contains(errOut, "no-match") {
		t.Errorf("refused: %q, %q, status %d", out, errOut, status)
	}
	dir := t.TempDir()
	before, after := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	for file, text := range map[string]string{before: base, after: strings.Replace(base, "2. The Chair signs.\n", "", 1)} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var o, e bytes.Buffer
	if status := run(context.Background(), []string{"amend", "draft", before, after}, nil, &o, &e); status != 0 || o.String() != "Paragraph 2 of Article 1 is deleted.\n" {
		t.Errorf("drafted: %q, %q, status %d", o.String(), e.String(), status)
	}
}

func TestRowsAreCounted(t *testing.T) {
	const section = `<section><num>1-1</num><heading>H</heading><text>A fee is low.</text></section>`
	row := func(now, literal string) string {
		return `{"section":"§1-1","before_xml":"` + section + `","after_xml":"` + strings.Replace(section, "low", now, 1) + `","instruction_text":"Section 1-1 is amended by striking 'low' and inserting 'high'.","literal":` + literal + "}\n"
	}
	file := filepath.Join(t.TempDir(), "rows")
	for _, c := range []struct {
		rows, says string
		status     int
	}{
		{row("high", "true") + "\n" + row("high", "false") + row("dear", "false") + "{}\n", "wrong and unflagged: 0\nrows: 4\nprose yields the gold: 2, exact 1, flagged 1\ngold differs: 2, of which exact 1, flagged 0\n", 0},
		{row("dear", "true"), "wrong and unflagged: 1\nrows: 1\n", 8},
	} {
		if err := os.WriteFile(file, []byte(c.rows), 0o600); err != nil {
			t.Fatal(err)
		}
		var o, e bytes.Buffer
		if status := run(context.Background(), []string{"amend", "test", file}, nil, &o, &e); status != c.status || !strings.Contains(o.String(), c.says) {
			t.Errorf("status %d, %s%s", status, o.String(), e.String())
		}
	}
}
