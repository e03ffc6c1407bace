#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QPixmap>
#include <QString>

namespace ws::theme {

enum class Scheme { Light, Dark };

/// What a colour is for. Values and contrasts: theme.cpp, designer.md 4.3.
enum class Role {
    Window,      ///< behind docks and panels
    Panel,       ///< a panel's ground
    PanelRaised, ///< headers, toolbars, cards
    Field,       ///< editable ground
    Canvas,      ///< behind graphs and charts
    CanvasGrid,
    Border,      ///< between panels; decorative
    FieldBorder, ///< around what can be typed into or ticked; >= 3:1
    Text,
    TextSecondary, ///< still >= 4.5:1 on every ground
    TextDisabled,
    Accent,     ///< selection, primary action
    AccentText, ///< on Accent
    Hover,
    SelectionFill, ///< ground of a selected row or node
    Link,
    Error,
    Warning,
    Success,
    Edge,   ///< transitions of a graph
    Shadow, ///< under what stands out from its ground; translucent
    // Lifecycle timeline
    PhaseStarting,
    PhaseInit,
    PhaseIdle,
    PhaseInvoke,
    PhaseReset,
    PhaseShutdown,
    Throttle,
    // Charts
    SeriesConcurrency,
    SeriesEnvironments,
    SeriesLimit,
    // Code
    CodeKeyword,
    CodeString,
    CodeNumber,
    CodeComment,
    CodeFunction,
    CodeProperty,
    CodeOperator,
    CodeMargin,
    CodeMarginText,
    CodeCurrentLine,
};

/// The status of a state or an invocation, as in the table of designer.md 4.3.
enum class Status {
    NotStarted,
    Queued,
    Running,
    Waiting,
    Paused,
    Succeeded,
    Caught,
    Failed,
    TimedOut,
    Aborted
};

/// What the pen alone cannot say about a status border.
enum class BorderExtra { None, Double, Notch };

struct StatusStyle {
    QColor fill;
    QColor border;
    Qt::PenStyle pen = Qt::SolidLine;
    double width = 1.5;
    QString icon; ///< name for Theme::pixmap; empty: none
    BorderExtra extra = BorderExtra::None;
};

/// Colours, fonts, icons and spacing of the whole program, switchable while it runs. Every view
/// takes one by reference and repaints on changed(). No view names a colour by value.
class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(QObject* parent = nullptr);

    Scheme scheme() const { return m_scheme; }
    bool isDark() const { return m_scheme == Scheme::Dark; }
    QColor colour(Role role) const;
    StatusStyle status(Status status) const;
    /// The accent of a state type's icon tile; `type` as in "Task", "Choice" ...
    QColor stateTypeColour(const QString& type) const;

    /// Icons are resources/icons/<name>.svg: 24 x 24, drawn with stroke or fill "currentColor".
    QIcon icon(const QString& name) const;
    /// In one colour that says something (a status, a type), also in a selected row.
    QIcon icon(const QString& name, const QColor& colour) const;
    QPixmap pixmap(const QString& name, const QColor& colour, int size,
                   double devicePixelRatio) const;

    QFont codeFont() const;
    /// Relative to the application font: -1 small, 0 normal, 1 heading, 2 title.
    QFont textFont(int step, QFont::Weight weight = QFont::Normal) const;
    /// Multiples of the 4 px grid.
    static constexpr int space(int steps) { return 4 * steps; }

    /// Sets Fusion, palette and the application's style sheet. Needs a QApplication.
    void applyTo(class QApplication& application) const;

public Q_SLOTS:
    void setScheme(ws::theme::Scheme scheme);

Q_SIGNALS:
    void changed();

private:
    Scheme m_scheme = Scheme::Light;
};

} // namespace ws::theme
