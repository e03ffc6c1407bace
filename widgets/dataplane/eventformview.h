#pragma once

#include "engine/workspace/eventform.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QFormLayout;
class QLabel;
class QScrollArea;

namespace ws::dataplane {

/// The fields of an event, each with a control of its kind. Shows what the text has, and asks for
/// changes of it.
class EventFormView : public QWidget {
    Q_OBJECT
public:
    explicit EventFormView(QWidget* parent = nullptr);

    void setForm(const workspace::EventForm& form);
    /// Leaves alone what is being typed. A field that the event has no place for is out of reach.
    void show(const workspace::EventForm::Values& values);
    /// Of that field; a QLineEdit, QPlainTextEdit or QComboBox.
    QWidget* control(const std::string& field) const;
    QString errorText(const std::string& field) const;
    void showError(const std::string& field, const QString& text);

Q_SIGNALS:
    void edited(const std::string& field, const std::string& value);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Row {
        workspace::EventField field;
        QLabel* label = nullptr;
        QWidget* control = nullptr;
        QLabel* error = nullptr;
        std::string shown; ///< as the text had it last
    };
    QWidget* makeControl(Row& row);
    void retranslateTip(const Row& row);
    void addRow(Row row);
    void retranslate();
    void typed(std::size_t index);
    void commit();
    Row* rowOf(const std::string& field);

    QScrollArea* m_scroll;
    QWidget* m_body = nullptr;
    QFormLayout* m_layout = nullptr;
    std::vector<Row> m_rows;
    std::optional<std::size_t> m_typed; ///< its row waits for a pause
    QTimer m_pause;                     ///< one step of undo for what is typed in one go
};

} // namespace ws::dataplane
