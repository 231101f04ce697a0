package russian

import "strings"

// flaws are instructions that must be refused.
func (w *writer) flaws() []func() string {
	point := func() *entry { return w.pick(w.m.points, any1) }
	of := func(f func(p *entry) string) func() string {
		return func() string {
			p := point()
			if p == nil {
				return ""
			}
			p.used = true
			return f(p)
		}
	}
	return []func() string{
		func() string { return "пункт 47 исключить" },
		func() string { return "в пункте 47 слово «Совет» исключить" },
		func() string {
			return "подпункт «у» пункта 1 признать утратившим силу"
		},
		func() string { return "строку 47 приложения 1 исключить" },
		func() string { return "в приложении 7 слово «план» исключить" },
		of(func(p *entry) string {
			return "в пункте " + p.num + " слова «нет таких слов» заменить словом «есть»"
		}),
		of(func(p *entry) string {
			return "пункт " + p.num + " после слов «нет таких слов» дополнить словом «есть»"
		}),
		of(func(p *entry) string {
			return "в пункте " + p.num + " слово «нет» в обоих случаях исключить"
		}),
		of(func(p *entry) string {
			for _, s := range strings.Fields(p.words) {
				if s = strings.Trim(s, ".:"); s != "" && count(p.texts(), s) == 2 {
					return "в пункте " + p.num + " слово «" + s + "» заменить словом «иное»"
				}
			}
			p.used = false
			return ""
		}),
		of(func(p *entry) string {
			if s, ok := some(w.r, p.words); ok && count(p.texts(), s) == 1 {
				return "в пункте " + p.num + " слова «" + s + "» в обоих случаях заменить словом «иное»"
			}
			return ""
		}),
		of(func(p *entry) string {
			return "дополнить пунктом " + p.num + " следующего содержания: «" + p.num + ". Иное.»"
		}),
		of(func(p *entry) string {
			return "дополнить пунктом 12 следующего содержания: «13. Иное.»"
		}),
		of(func(p *entry) string {
			return "пункт " + p.num + " изложить в следующей редакции: «48. Иное.»"
		}),
		of(func(p *entry) string {
			return "пункт " + p.num + " изложить в следующей редакции: «Иное.»"
		}),
		of(func(p *entry) string {
			return "пункт " + p.num + " изложить в следующей редакции: «" + p.num + ". Иное.», пункт " + p.num + " изложить в следующей редакции: «" + p.num + ". Прочее.»"
		}),
		of(func(p *entry) string {
			if p.num == "1" {
				return ""
			}
			return "пункт " + p.num + " считать пунктом 1"
		}),
		of(func(p *entry) string {
			return "абзац девятый пункта " + p.num + " исключить"
		}),
		of(func(p *entry) string { return "пункт " + p.num + " перечеркнуть" }),
		of(func(p *entry) string {
			return "сноску к пункту " + p.num + " изложить в следующей редакции: «Иное.»"
		}),
		func() string {
			return "по тексту слово «нетслова» заменить словом «иное»"
		},
		func() string {
			return "по тексту слово «кракозябр» в соответствующем падеже заменить словом «совет» в соответствующем падеже"
		},
		func() string {
			return "приложение 1 изложить в редакции согласно приложению 9 к настоящему Решению"
		},
		func() string {
			return "приложение 1 дополнить строкой следующего содержания: «| 2 | Иное |»"
		},
		func() string {
			return "приложение 1 дополнить строкой 2 следующего содержания: «| 2 | Иное | 2030 |»"
		},
		func() string {
			return "приложение 1 дополнить строкой 9 следующего содержания: «| 8 | Иное | 2030 |»"
		},
		func() string { return "графу 9 приложения 1 исключить" },
	}
}
