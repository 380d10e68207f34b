// The page's elements, and its style sheet.
#include "report/exports/html.hpp"

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/evp.h>

#include "net/content/sha256.hpp"
#include "report/exports/html_text.hpp"
#include "report/exports/svg.hpp"

namespace concbench {
namespace {

// Colours of curves and bars: Okabe and Ito, "Color Universal Design" (2008), darkened to 3:1 on white.
constexpr std::string_view style_sheet = R"(
:root{color-scheme:light dark;--back:#fff;--text:#1a1d21;--dim:#596068;--edge:#d8dce0;--good:#0a6b4b;--bad:#b3261e;--box:#f5f6f8;--shade:#0004;
--c0:#0072b2;--c1:#c25400;--c2:#00805c;--c3:#a8457f;--c4:#8a6d00;--c5:#2f86b8;--c6:#7a3e9d;--c7:#5f6770;
--h1:#d3ebdf;--h2:#9fd4ba;--h3:#62b68f;--l1:#fbe0da;--l2:#f3b8ab;--l3:#e58b78;--on:#10130f}
@media(prefers-color-scheme:dark){:root{--back:#14171a;--text:#e6e8ea;--dim:#a3abb3;--edge:#3a4047;--good:#5fcf9f;--bad:#ff9a8f;--box:#1d2125;--shade:#fff6;
--c0:#4aa8e0;--c1:#f08a3c;--c2:#3cc596;--c3:#e08abb;--c4:#d6b53a;--c5:#7cc4ea;--c6:#c08be0;--c7:#aab2ba;
--h1:#1f3d31;--h2:#26563f;--h3:#2c6f4e;--l1:#45261f;--l2:#70382c;--l3:#97493a;--on:#f2f4f5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:84rem;padding:1.5rem 1rem 4rem;background:var(--back);color:var(--text);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.25rem;margin:2.5rem 0 .25rem;padding-top:1rem;border-top:1px solid var(--edge)}
details>summary{cursor:pointer}section summary{margin-top:2.5rem;padding-top:1rem;border-top:1px solid var(--edge)}summary h2{display:inline;margin:0;padding:0;border:0}
h3{font-size:1rem;margin:1rem 0 .25rem;font-weight:600}
p,ul,pre{max-width:70rem}h1,h2,h3,p,li,figcaption{overflow-wrap:anywhere}
p{margin:.4rem 0}.dim{color:var(--dim)}.good{color:var(--good)}.bad{color:var(--bad)}.strong{font-weight:600}
.facts{color:var(--dim);margin:.1rem 0}.alarm{border:3px solid var(--bad);padding:.5rem 1rem;font-weight:600;color:var(--bad)}
nav{margin:.75rem 0}nav a{display:inline-block;margin-right:1rem}a{color:var(--c0)}
.scroll{overflow-x:auto;margin:.75rem 0;background:linear-gradient(90deg,var(--back) 40%,transparent) left/3rem 100% local no-repeat,
linear-gradient(270deg,var(--back) 40%,transparent) right/3rem 100% local no-repeat,
linear-gradient(90deg,var(--shade),transparent) left/1.2rem 100% no-repeat,linear-gradient(270deg,var(--shade),transparent) right/1.2rem 100% no-repeat}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem}
.caption{color:var(--dim);margin:.75rem 0 .25rem}.caption+.scroll{margin-top:0}
th,td{padding:.25rem .6rem;text-align:right;white-space:nowrap;border-bottom:1px solid var(--edge)}
th:first-child,td:first-child{text-align:left;padding-left:0}thead th{color:var(--dim);font-weight:500;white-space:normal;vertical-align:bottom}tbody th{font-weight:500}
tbody .best{font-weight:700}
td.wide{text-align:left;white-space:normal}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(22rem,100%),1fr));gap:1.25rem 2.5rem;margin:1rem 0}
figure{margin:0;min-width:0}.whole{grid-column:1/-1;min-width:0}figcaption{font-weight:600;font-size:.9rem;margin-bottom:.4rem}
svg{display:block;width:100%;height:auto;max-width:40rem}svg text{font:13px system-ui,sans-serif;fill:var(--text)}
svg.sign{display:inline-block;width:.9rem;height:.9rem;vertical-align:-.1rem}svg .tick{fill:var(--dim);font-size:12px}svg .figure,svg .end{text-anchor:end}svg .middle{text-anchor:middle}svg .figure{font-variant-numeric:tabular-nums}
.grid{stroke:var(--edge)}.whisker{stroke:var(--text);stroke-width:1.5}.parity{stroke:var(--text);stroke-width:1.5;stroke-dasharray:4 3}
.bar,.dot{fill:var(--c)}.range{stroke:var(--c);stroke-width:2.5}.curve{fill:none;stroke:var(--c);stroke-width:2}
.dashed,.curve.again{stroke-dasharray:6 4}.dot.again,.dot.open{fill:var(--back);stroke:var(--c);stroke-width:2}.bar.again{fill-opacity:.55}
.point.better{fill:var(--good)}.point.worse{fill:var(--bad)}.point.open{fill:var(--back);stroke:var(--dim);stroke-width:2}
.range.better{stroke:var(--good)}.range.worse{stroke:var(--bad)}.range.open{stroke:var(--dim)}
.c0{--c:var(--c0)}.c1{--c:var(--c1)}.c2{--c:var(--c2)}.c3{--c:var(--c3)}.c4{--c:var(--c4)}.c5{--c:var(--c5)}.c6{--c:var(--c6)}.c7{--c:var(--c7)}
.map td{text-align:center;border:1px solid var(--edge)}.map td[class]{color:var(--on)}
.h1{background:var(--h1)}.h2{background:var(--h2)}.h3{background:var(--h3)}.l1{background:var(--l1)}.l2{background:var(--l2)}.l3{background:var(--l3)}
pre{background:var(--box);padding:.6rem .8rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0}
@media print{body{max-width:none;padding:0;font-size:11pt}nav,.save{display:none}h2{break-after:avoid}figure,table{break-inside:avoid}}
)";

std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // and the zero at its end
  const auto length =
      ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::string hash_of(std::string_view text) {
  const auto digest = net::sha256(text);
  return base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string_view class_of(ink tone) {
  switch (tone) {
    case ink::plain:
      break;
    case ink::strong:
      return "strong";
    case ink::dim:
      return "dim";
    case ink::good:
      return "good";
    case ink::bad:
    case ink::failed:
      return "bad";
    case ink::best:
      return "best";
  }
  return "";
}

/// ` class="good"`, or nothing.
std::string attribute_of(std::string_view name) {
  return name.empty() ? "" : fmt::format(R"( class="{}")", name);
}

/// By how much a ratio is above 1 (h1 to h3) or below it (l1 to l3): up to 1.5, up to 4, and more.
std::string_view heat_of(const heat_map::cell& cell) {
  if (!cell.resolved || cell.ratio <= 0) return "";
  const double size = std::abs(std::log2(cell.ratio));
  const auto step = size < std::log2(1.5) ? 0 : size < 2 ? 1 : 2;
  constexpr std::string_view above[] = {"h1", "h2", "h3"};
  constexpr std::string_view below[] = {"l1", "l2", "l3"};
  return cell.ratio > 1 ? above[step] : below[step];
}

std::string marked_text(const page_cell& of) {
  return of.mark.empty() ? of.text : of.text + " " + of.mark;
}

/// One page, from top to bottom.
class html_page {
 public:
  explicit html_page(const page& of) : of_(of) {}

  std::string render(const std::vector<attachment>& attachments) {
    begin();
    for (const auto& each : of_.notices) add(each);
    add_contents(attachments);
    for (const bool first : {true, false})
      for (std::size_t i = 0; i < of_.sections.size(); ++i)
        if ((of_.sections[i].place != section_place::in_order) == first) add(of_.sections[i], i);
    return std::move(out_) + "</main></body></html>\n";
  }

 private:
  void begin() {
    out_ = fmt::format(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; "
        "form-action 'none'\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{}</title>"
        "<style>{}</style></head><body><main><h1>{}</h1>",
        hash_of(style_sheet), html_text(of_.title), style_sheet, html_text(of_.title));
    if (!of_.alarm.empty())
      out_ +=
          fmt::format("<p class=\"alarm\">WARNING: {}. These times say nothing about a release build.</p>",
                      html_text(of_.alarm));
    if (of_.facts.empty() && of_.command.empty()) return;
    out_ += "<details open><summary class=\"facts\">what was measured, where and how</summary>";
    for (const auto& each : of_.facts) add_facts(each);
    if (!of_.command.empty()) add(page_command{of_.command});
    out_ += "</details>";
  }

  void add_facts(const std::vector<std::string>& facts) {
    if (facts.empty()) return;
    out_ += fmt::format("<p class=\"facts\">{}</p>", html_text(fmt::format("{}", fmt::join(facts, " · "))));
  }

  void add_contents(const std::vector<attachment>& attachments) {
    out_ += "<nav aria-label=\"Sections\">";
    for (std::size_t i = 0; i < of_.sections.size(); ++i)
      if (!of_.sections[i].title.empty())
        out_ += fmt::format("<a href=\"#s{}\">{}</a>", i, html_text(of_.sections[i].title));
    out_ += "</nav>";
    for (const auto& [name, text] : attachments)
      out_ += fmt::format(
          "<p class=\"save\"><a download=\"{0}\" href=\"data:application/octet-stream;base64,{1}\">Save {0}</a></p>",
          html_text(name), base64(text));
  }

  void add(const page_section& section, std::size_t number) {
    section_ = section.title;
    if (section.title.empty()) {
      out_ += "<section>";
    } else {
      const auto heading = fmt::format("<h2 id=\"s{}\">{}</h2>", number, html_text(section.title));
      out_ += fmt::format("<section aria-labelledby=\"s{}\">", number);
      out_ += section.foldable ? fmt::format("<details open><summary>{}</summary>", heading) : heading;
    }
    add_facts(section.facts);
    for (const auto& block : section.blocks) std::visit([&](const auto& each) { add(each); }, block);
    out_ += section.foldable ? "</details></section>" : "</section>";
  }

  void add(const statement& said) {
    const auto who = said.who.empty() ? "" : fmt::format("<b>{}</b>: ", html_text(said.who));
    out_ += fmt::format("<p{}>{}{}</p>", attribute_of(class_of(said.tone)), who, html_text(said.text));
  }

  void add(const page_command& command) { out_ += fmt::format("<pre>{}</pre>", html_text(command.text)); }

  void add(const page_finding& found) {
    out_ += fmt::format("<p><b{}>{}</b> {}</p>", attribute_of(class_of(found.tone)), html_text(found.label),
                        html_text(found.what));
    if (!found.meaning.empty()) out_ += fmt::format("<p class=\"dim\">{}</p>", html_text(found.meaning));
    if (!found.command.empty()) add(page_command{found.command});
  }

  void add(const page_definition& said) {
    out_ += fmt::format("<p>{}<b>{}</b>: {}</p>", said.series ? svg_of_series(said.term, colours_) + " " : "",
                        html_text(said.term), html_text(said.text));
  }

  void add(const page_legend& legend) {
    out_ += "<ul>";
    for (const auto& each : legend.notes) out_ += fmt::format("<li>{}</li>", html_text(each.text));
    out_ += "</ul>";
  }

  /// Wide tables are scrolled by themselves, with the keyboard as well. The caption is above the part that is scrolled,
  /// so that it is as wide as the page.
  void open_table(std::string_view how, const std::string& title) {
    if (!title.empty()) out_ += fmt::format("<p class=\"caption\">{}</p>", html_text(title));
    const auto region =
        html_text(section_.empty() ? "figures" : section_ + ": " + (title.empty() ? "figures" : title));
    out_ += fmt::format(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table{1} aria-label=\"{0}\">",
        region, attribute_of(how));
    out_ += "<thead><tr>";
  }

  void add(const page_table& table) {
    open_table("", table.title);
    for (const auto& each : table.columns)
      out_ += fmt::format("<th scope=\"col\"{}>{}</th>",
                          each.about.empty() ? "" : fmt::format(" title=\"{}\"", html_text(each.about)),
                          html_text(each.title));
    out_ += "</tr></thead><tbody>";
    for (const auto& row : table.rows) {
      out_ += "<tr>";
      for (std::size_t i = 0; i < row.size(); ++i) {
        const bool runs_on = i + 1 == row.size() && row.size() < table.columns.size();
        const auto tone = class_of(row[i].tone);
        if (i == 0) {
          out_ +=
              fmt::format("<th scope=\"row\"{}>{}</th>", attribute_of(tone), html_text(marked_text(row[i])));
        } else if (runs_on) {
          out_ += fmt::format("<td class=\"wide {}\" colspan=\"{}\">{}</td>", tone, table.columns.size() - i,
                              html_text(row[i].text));
        } else {
          out_ += fmt::format("<td{}>{}</td>", attribute_of(tone), html_text(marked_text(row[i])));
        }
      }
      out_ += "</tr>";
    }
    out_ += "</tbody></table></div>";
  }

  void add(const heat_map& map) {
    out_ += "<div class=\"whole\">";
    open_table("map", map.title);
    out_ += "<td></td>";
    for (const auto& each : map.columns) out_ += fmt::format("<th scope=\"col\">{}</th>", html_text(each));
    out_ += "</tr></thead><tbody>";
    for (const auto& [label, cells] : map.rows) {
      out_ += fmt::format("<tr><th scope=\"row\">{}</th>", html_text(label));
      for (const auto& each : cells)
        out_ += fmt::format("<td{}>{}</td>", attribute_of(heat_of(each)), html_text(each.text));
      out_ += "</tr>";
    }
    out_ += "</tbody></table></div></div>";
  }

  template <class Chart>
  void add_figure(const Chart& chart) {
    out_ += fmt::format("<figure><figcaption>{}</figcaption>{}</figure>", html_text(title_of(chart)),
                        svg_of(chart, colours_));
  }
  void add(const bar_chart& chart) { add_figure(chart); }
  void add(const interval_chart& chart) { add_figure(chart); }
  void add(const curve_chart& chart) { add_figure(chart); }
  void add(const timeline_chart& chart) { add_figure(chart); }

  void add(const chart_row& row) {
    out_ += "<div class=\"charts\">";
    for (const auto& chart : row.charts) std::visit([&](const auto& each) { add(each); }, chart);
    out_ += "</div>";
  }

  const page& of_;
  std::string out_;
  chart_colours colours_;
  std::string section_;  ///< the title of the section that is written
};

}  // namespace

std::string render_html(const page& page, const std::vector<attachment>& attachments) {
  return html_page(page).render(attachments);
}

}  // namespace concbench
