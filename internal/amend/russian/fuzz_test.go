package russian

import (
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/internal/act"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"О внесении изменений\n1. Внести в Положение следующие изменения:\n1) в пунктах 3, 5–8 слова «А «Б» заменить словами \"В\", слово «Г» – словом «Д»;\nа) дополнить подпунктами «а1» и «а2» следующего содержания:\n«а1) Х;\nа2) Ы;»;",
		"в графе 4 строки «Итого» таблицы приложения 1 цифры «5» исключить; признать утратившими силу:\nабзац второй пункта 3;",
		"абзацы второй – четвёртый считать абзацами третьим – пятым и изложить их в новой редакции (прилагается)\nПриложение к Решению\nА",
		"Решение вступает в силу с 1 мая 2027 года, за исключением подпункта 2 пункта 1, вступающего в силу с 01.07.2027.",
		"по тексту слово «Совет» в соответствующих числе и падеже заменить словом «Комитет» в соответствующем падеже",
	} {
		f.Add(s)
	}
	base, err := act.ParsePlain("Положение\n1. А.\nБ.\n5¹. В.\n5-1. Г.\nПриложение 1. Х\n| 1 | 2 |\n| Итого | 5 |", act.Russian)
	if err != nil {
		f.Fatal(err)
	}
	g := New(nil)
	f.Fuzz(func(t *testing.T, text string) {
		for _, b := range []*act.Text{nil, base} {
			res := g.Parse(text, b)
			for _, o := range res.Operations {
				if o.Source == nil || o.Source.From < 0 || o.Source.From >= o.Source.To || o.Source.To > len(text) {
					t.Fatalf("source %v of %v", o.Source, o)
				}
			}
			for i, u := range res.Unparsed {
				if text[u.Range.From:u.Range.To] != u.Text || i > 0 && u.Range.From < res.Unparsed[i-1].Range.From {
					t.Fatalf("unparsed %v", u)
				}
			}
		}
	})
}

func TestAMegabyteASecondIsRead(t *testing.T) {
	one := "%) в абзаце втором пункта 3 слова «первое слово» заменить словами «второе слово и третье», после слова «дело» дополнить словами «и работа»;\n"
	text := "О внесении изменений\n" + strings.Repeat(strings.Replace(one, "%", "1", 1), 5000)
	g := New(nil)
	start := time.Now()
	res := g.Parse(text, nil)
	took := time.Since(start)
	t.Logf("%d bytes in %v: %.2f MB/s", len(text), took, float64(len(text))/1e6/took.Seconds())
	if len(res.Operations) != 10_000 || len(res.Unparsed) > 0 {
		t.Fatalf("%d operations, %d unparsed", len(res.Operations), len(res.Unparsed))
	}
	if took > 10*time.Second {
		t.Error("ten times slower than promised")
	}
}
