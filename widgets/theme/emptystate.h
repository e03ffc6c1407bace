#pragma once

#include <QLabel>

namespace ws::theme {

/// What stands in the middle of a view that has nothing to show yet: why that is, and what to do
/// about it. The first of several lines is the headline.
class EmptyState : public QLabel {
public:
    /// `room` is kept clear around the words, as Theme::space() counts.
    explicit EmptyState(QWidget* parent, int room = 4);

    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Words {
        QString headline; ///< empty: there is none
        QString rest;
    };
    Words words() const;
    QFont headlineFont() const;
    /// Of both, without what is kept clear.
    struct Heights {
        int headline = 0;
        int rest = 0;
        int whole() const;
    };
    Heights heights(int width) const;
};

} // namespace ws::theme
