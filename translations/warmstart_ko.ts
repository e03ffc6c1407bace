<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Open folder …</source>
        <translation>폴더 열기(&amp;O) …</translation>
    </message>
    <message>
        <source>&amp;Welcome page</source>
        <translation>시작 페이지(&amp;W)</translation>
    </message>
    <message>
        <source>New &amp;function …</source>
        <translation>새 함수(&amp;F) …</translation>
    </message>
    <message>
        <source>New state &amp;machine …</source>
        <translation>새 상태 머신(&amp;M) …</translation>
    </message>
    <message>
        <source>New &amp;event …</source>
        <translation>새 이벤트(&amp;E) …</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>저장(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;all</source>
        <translation>모두 저장(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Close file</source>
        <translation>파일 닫기(&amp;C)</translation>
    </message>
    <message>
        <source>Se&amp;ttings …</source>
        <translation>설정(&amp;T) …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>종료(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>실행 취소(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>다시 실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Find …</source>
        <translation>찾기(&amp;F) …</translation>
    </message>
    <message>
        <source>R&amp;eplace …</source>
        <translation>바꾸기(&amp;E) …</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>다음 찾기(&amp;N)</translation>
    </message>
    <message>
        <source>Find &amp;previous</source>
        <translation>이전 찾기(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Go to line …</source>
        <translation>줄로 이동(&amp;G) …</translation>
    </message>
    <message>
        <source>&amp;Comment in or out</source>
        <translation>주석 설정/해제(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>중지(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;hut all environments down</source>
        <translation>모든 실행 환경 종료(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Clear timeline and logs</source>
        <translation>타임라인과 로그 지우기(&amp;C)</translation>
    </message>
    <message>
        <source>Text and canvas &amp;side by side</source>
        <translation>텍스트와 캔버스 나란히(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Text only</source>
        <translation>텍스트만(&amp;T)</translation>
    </message>
    <message>
        <source>Canvas &amp;only</source>
        <translation>캔버스만(&amp;O)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>확대(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom o&amp;ut</source>
        <translation>축소(&amp;U)</translation>
    </message>
    <message>
        <source>Fit the &amp;canvas</source>
        <translation>캔버스 전체 보기(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>어둡게(&amp;D)</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>밝은 테마와 어두운 테마 전환</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>한국어</source>
        <translation>한국어</translation>
    </message>
    <message>
        <source>&amp;Next region</source>
        <translation>다음 영역(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Reset the panels</source>
        <translation>패널 배치 초기화(&amp;R)</translation>
    </message>
    <message>
        <source>Co&amp;mmands …</source>
        <translation>명령(&amp;M) …</translation>
    </message>
    <message>
        <source>&amp;About Warmstart</source>
        <translation>Warmstart 정보(&amp;A)</translation>
    </message>
    <message>
        <source>Pre&amp;vious region</source>
        <translation>이전 영역(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Quick fix …</source>
        <translation>빠른 수정(&amp;Q) …</translation>
    </message>
    <message>
        <source>C&amp;ontinue</source>
        <translation>계속(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>일시 중지(&amp;P)</translation>
    </message>
    <message>
        <source>S&amp;tep to the next state</source>
        <translation>다음 상태로 한 단계(&amp;T)</translation>
    </message>
    <message>
        <source>Step o&amp;ver Parallel or Map</source>
        <translation>Parallel 또는 Map 건너뛰기(&amp;V)</translation>
    </message>
    <message>
        <source>Step one &amp;event</source>
        <translation>이벤트 하나만큼 진행(&amp;E)</translation>
    </message>
    <message>
        <source>Run to the sele&amp;cted state</source>
        <translation>선택한 상태까지 실행(&amp;C)</translation>
    </message>
    <message>
        <source>Set or remove &amp;breakpoint</source>
        <translation>중단점 설정 또는 해제(&amp;B)</translation>
    </message>
    <message>
        <source>Compare with the last c&amp;ommit</source>
        <translation>마지막 커밋과 비교(&amp;O)</translation>
    </message>
    <message>
        <source>Compare with a f&amp;ile …</source>
        <translation>파일과 비교(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Export the diagram …</source>
        <translation>다이어그램 내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Step o&amp;ut of Parallel or Map</source>
        <translation>Parallel 또는 Map에서 나가기(&amp;U)</translation>
    </message>
    <message>
        <source>Export the &amp;definition …</source>
        <translation>정의 내보내기(&amp;D) …</translation>
    </message>
    <message>
        <source>&amp;Import from a template …</source>
        <translation>템플릿에서 가져오기(&amp;I) …</translation>
    </message>
    <message>
        <source>E&amp;xtract into a state machine …</source>
        <translation>상태 머신으로 추출(&amp;X) …</translation>
    </message>
    <message>
        <source>Export the se&amp;lected states …</source>
        <translation>선택한 상태 내보내기(&amp;L) …</translation>
    </message>
    <message>
        <source>Canvas on the &amp;full screen</source>
        <translation>캔버스 전체 화면(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Add a state from the palette</source>
        <translation>팔레트에서 상태 추가(&amp;A)</translation>
    </message>
</context>
<context>
    <name>EventFields</name>
    <message>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>Account type</source>
        <translation>계정 유형</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>답</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>애플리케이션</translation>
    </message>
    <message>
        <source>Application id</source>
        <translation>애플리케이션 ID</translation>
    </message>
    <message>
        <source>Date of the appointment</source>
        <translation>예약 날짜</translation>
    </message>
    <message>
        <source>Kind of appointment</source>
        <translation>예약 종류</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>인수</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>생년월일</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>본문</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>브랜치</translation>
    </message>
    <message>
        <source>Bucket</source>
        <translation>버킷</translation>
    </message>
    <message>
        <source>ARN of the bucket</source>
        <translation>버킷의 ARN</translation>
    </message>
    <message>
        <source>Kind of car</source>
        <translation>차량 종류</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>원인</translation>
    </message>
    <message>
        <source>Day of arrival</source>
        <translation>도착일</translation>
    </message>
    <message>
        <source>City</source>
        <translation>도시</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Reason of the destination</source>
        <translation>대상으로 보낸 이유</translation>
    </message>
    <message>
        <source>Contact id</source>
        <translation>연락 ID</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>국가</translation>
    </message>
    <message>
        <source>Custom data</source>
        <translation>사용자 지정 데이터</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>데이터 세트</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>세부 정보</translation>
    </message>
    <message>
        <source>Detail type</source>
        <translation>세부 정보 유형</translation>
    </message>
    <message>
        <source>DNS suffix</source>
        <translation>DNS 접미사</translation>
    </message>
    <message>
        <source>Age of the driver</source>
        <translation>운전자 나이</translation>
    </message>
    <message>
        <source>Email address</source>
        <translation>이메일 주소</translation>
    </message>
    <message>
        <source>Endpoint id</source>
        <translation>엔드포인트 ID</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Time of the event</source>
        <translation>이벤트 시각</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Execution role</source>
        <translation>실행 역할</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>방향</translation>
    </message>
    <message>
        <source>Kind of flowers</source>
        <translation>꽃 종류</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Input bucket</source>
        <translation>입력 버킷</translation>
    </message>
    <message>
        <source>Input key</source>
        <translation>입력 키</translation>
    </message>
    <message>
        <source>Invoking event</source>
        <translation>호출 이벤트</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Time stamp of the iteration</source>
        <translation>반복의 타임스탬프</translation>
    </message>
    <message>
        <source>Job definition</source>
        <translation>작업 정의</translation>
    </message>
    <message>
        <source>Job id</source>
        <translation>작업 ID</translation>
    </message>
    <message>
        <source>Job name</source>
        <translation>작업 이름</translation>
    </message>
    <message>
        <source>Job queue</source>
        <translation>작업 대기열</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>First value</source>
        <translation>첫 번째 값</translation>
    </message>
    <message>
        <source>Second value</source>
        <translation>두 번째 값</translation>
    </message>
    <message>
        <source>Third value</source>
        <translation>세 번째 값</translation>
    </message>
    <message>
        <source>Label attribute</source>
        <translation>레이블 속성</translation>
    </message>
    <message>
        <source>Labelling job</source>
        <translation>레이블 지정 작업</translation>
    </message>
    <message>
        <source>Last modified</source>
        <translation>마지막 수정</translation>
    </message>
    <message>
        <source>Log events</source>
        <translation>로그 이벤트</translation>
    </message>
    <message>
        <source>Sender of the envelope</source>
        <translation>봉투의 발신자</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>메서드</translation>
    </message>
    <message>
        <source>New item</source>
        <translation>새 항목</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>새 값</translation>
    </message>
    <message>
        <source>Nights</source>
        <translation>숙박 일수</translation>
    </message>
    <message>
        <source>Output bucket</source>
        <translation>출력 버킷</translation>
    </message>
    <message>
        <source>Output key</source>
        <translation>출력 키</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Parent type</source>
        <translation>상위 유형</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>파티션</translation>
    </message>
    <message>
        <source>Partition key</source>
        <translation>파티션 키</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>페이로드</translation>
    </message>
    <message>
        <source>Phone number</source>
        <translation>전화번호</translation>
    </message>
    <message>
        <source>Day of pick-up</source>
        <translation>수령일</translation>
    </message>
    <message>
        <source>Query string</source>
        <translation>쿼리 문자열</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>대기열</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>수신자</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>리전</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>리포지토리</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>요청 ID</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>리소스</translation>
    </message>
    <message>
        <source>API id</source>
        <translation>API 식별자</translation>
    </message>
    <message>
        <source>Day of return</source>
        <translation>반납일</translation>
    </message>
    <message>
        <source>Kind of room</source>
        <translation>객실 종류</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>규칙</translation>
    </message>
    <message>
        <source>Output path in S3</source>
        <translation>S3의 출력 경로</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>발신자</translation>
    </message>
    <message>
        <source>Sequence number</source>
        <translation>시퀀스 번호</translation>
    </message>
    <message>
        <source>Session id</source>
        <translation>세션 ID</translation>
    </message>
    <message>
        <source>Size in bytes</source>
        <translation>크기(바이트)</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>소스</translation>
    </message>
    <message>
        <source>Source object</source>
        <translation>원본 객체</translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>스택</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>스테이지</translation>
    </message>
    <message>
        <source>State machine</source>
        <translation>상태 머신</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>스트림</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>테이블</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>시간대</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>토큰</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>주제</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>말한 내용</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>트리거</translation>
    </message>
    <message>
        <source>URI</source>
        <translation>URI 경로</translation>
    </message>
    <message>
        <source>User id</source>
        <translation>사용자 ID</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>사용자 이름</translation>
    </message>
    <message>
        <source>User parameters</source>
        <translation>사용자 매개변수</translation>
    </message>
</context>
<context>
    <name>EventTitles</name>
    <message>
        <source>A/B test</source>
        <translation>A/B 테스트</translation>
    </message>
    <message>
        <source>Analytics output to a table</source>
        <translation>테이블로 내보내는 분석 결과</translation>
    </message>
    <message>
        <source>Analytics preprocessing</source>
        <translation>분석 전처리</translation>
    </message>
    <message>
        <source>Analytics preprocessing, compressed</source>
        <translation>분석 전처리(압축)</translation>
    </message>
    <message>
        <source>Analytics, KPL records</source>
        <translation>분석, KPL 레코드</translation>
    </message>
    <message>
        <source>Banking bot</source>
        <translation>은행 봇</translation>
    </message>
    <message>
        <source>Batch operations</source>
        <translation>배치 작업</translation>
    </message>
    <message>
        <source>Before sign-up</source>
        <translation>가입 전</translation>
    </message>
    <message>
        <source>Book a car</source>
        <translation>차량 예약</translation>
    </message>
    <message>
        <source>Book a hotel</source>
        <translation>호텔 예약</translation>
    </message>
    <message>
        <source>Changes of a table</source>
        <translation>테이블의 변경 사항</translation>
    </message>
    <message>
        <source>Contact flow</source>
        <translation>고객 응대 흐름</translation>
    </message>
    <message>
        <source>Custom resource is created</source>
        <translation>사용자 지정 리소스 생성</translation>
    </message>
    <message>
        <source>Destination after a failure</source>
        <translation>실패 후 대상</translation>
    </message>
    <message>
        <source>Discovery</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Empty object</source>
        <translation>빈 객체</translation>
    </message>
    <message>
        <source>Error of an execution</source>
        <translation>실행의 오류</translation>
    </message>
    <message>
        <source>Execution changed its status</source>
        <translation>실행 상태 변경</translation>
    </message>
    <message>
        <source>Firehose transformation</source>
        <translation>Firehose 변환</translation>
    </message>
    <message>
        <source>Firehose, Apache log</source>
        <translation>Firehose, Apache 로그</translation>
    </message>
    <message>
        <source>Firehose, logs of CloudWatch</source>
        <translation>Firehose, CloudWatch 로그</translation>
    </message>
    <message>
        <source>Firehose, syslog</source>
        <translation>Firehose, syslog 로그</translation>
    </message>
    <message>
        <source>Firehose, with a stream as source</source>
        <translation>Firehose, 스트림을 소스로 사용</translation>
    </message>
    <message>
        <source>Function URL</source>
        <translation>함수 URL</translation>
    </message>
    <message>
        <source>Ground Truth, before the workers</source>
        <translation>Ground Truth, 작업자 이전 단계</translation>
    </message>
    <message>
        <source>Ground Truth, consolidation</source>
        <translation>Ground Truth, 통합</translation>
    </message>
    <message>
        <source>HTTP API (payload 2.0)</source>
        <translation>HTTP API(페이로드 2.0)</translation>
    </message>
    <message>
        <source>HTTP redirect</source>
        <translation>HTTP 리디렉션</translation>
    </message>
    <message>
        <source>Hello world</source>
        <translation>헬로 월드</translation>
    </message>
    <message>
        <source>Intent: answer</source>
        <translation>의도: 답변</translation>
    </message>
    <message>
        <source>Intent: my colour is</source>
        <translation>의도: 내 색은</translation>
    </message>
    <message>
        <source>Intent: new fact</source>
        <translation>의도: 새 사실</translation>
    </message>
    <message>
        <source>Intent: recipe</source>
        <translation>의도: 레시피</translation>
    </message>
    <message>
        <source>Item changed</source>
        <translation>항목 변경</translation>
    </message>
    <message>
        <source>Job is asked for</source>
        <translation>작업 조회</translation>
    </message>
    <message>
        <source>Job is submitted</source>
        <translation>작업 제출</translation>
    </message>
    <message>
        <source>Job of a pipeline</source>
        <translation>파이프라인의 작업</translation>
    </message>
    <message>
        <source>Lambda authorizer (REQUEST)</source>
        <translation>Lambda 권한 부여자(REQUEST)</translation>
    </message>
    <message>
        <source>Lambda authorizer (TOKEN)</source>
        <translation>Lambda 권한 부여자(TOKEN)</translation>
    </message>
    <message>
        <source>Logs of a subscription</source>
        <translation>구독의 로그</translation>
    </message>
    <message>
        <source>Mail is received</source>
        <translation>메일 수신</translation>
    </message>
    <message>
        <source>Make an appointment</source>
        <translation>진료 예약</translation>
    </message>
    <message>
        <source>Messages of a queue</source>
        <translation>대기열의 메시지</translation>
    </message>
    <message>
        <source>Notification of a topic</source>
        <translation>주제의 알림</translation>
    </message>
    <message>
        <source>Object by the viewer&apos;s device</source>
        <translation>뷰어 기기에 따른 객체</translation>
    </message>
    <message>
        <source>Object created</source>
        <translation>객체 생성</translation>
    </message>
    <message>
        <source>Object removed</source>
        <translation>객체 삭제</translation>
    </message>
    <message>
        <source>One remote call</source>
        <translation>원격 호출 한 번</translation>
    </message>
    <message>
        <source>Order flowers</source>
        <translation>꽃 주문</translation>
    </message>
    <message>
        <source>Oversized item changed</source>
        <translation>크기가 초과된 항목 변경</translation>
    </message>
    <message>
        <source>Own event</source>
        <translation>직접 정의한 이벤트</translation>
    </message>
    <message>
        <source>Periodic rule</source>
        <translation>주기적 규칙</translation>
    </message>
    <message>
        <source>Push to a repository</source>
        <translation>리포지토리로 푸시</translation>
    </message>
    <message>
        <source>Query string is changed</source>
        <translation>쿼리 문자열 변경</translation>
    </message>
    <message>
        <source>Query string is normalised</source>
        <translation>쿼리 문자열 정규화</translation>
    </message>
    <message>
        <source>REST API (payload 1.0)</source>
        <translation>REST API(페이로드 1.0)</translation>
    </message>
    <message>
        <source>Records of a stream</source>
        <translation>스트림의 레코드</translation>
    </message>
    <message>
        <source>Redirect by the viewer&apos;s country</source>
        <translation>뷰어의 국가에 따른 리디렉션</translation>
    </message>
    <message>
        <source>Redirect of users who have not signed in</source>
        <translation>로그인하지 않은 사용자의 리디렉션</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Request about an image in S3</source>
        <translation>S3 이미지에 대한 요청</translation>
    </message>
    <message>
        <source>Request seen in the response</source>
        <translation>응답에서 보는 요청</translation>
    </message>
    <message>
        <source>Resolver</source>
        <translation>리졸버</translation>
    </message>
    <message>
        <source>Response header is changed</source>
        <translation>응답 헤더 변경</translation>
    </message>
    <message>
        <source>Response is generated</source>
        <translation>응답 생성</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>일정</translation>
    </message>
    <message>
        <source>Session ends</source>
        <translation>세션 종료</translation>
    </message>
    <message>
        <source>Session starts</source>
        <translation>세션 시작</translation>
    </message>
    <message>
        <source>Several remote calls</source>
        <translation>여러 번의 원격 호출</translation>
    </message>
    <message>
        <source>Sync trigger</source>
        <translation>동기화 트리거</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>끄기</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>켜기</translation>
    </message>
</context>
<context>
    <name>FieldHelp</name>
    <message>
        <source>Kind of the state.</source>
        <translation>상태의 종류입니다.</translation>
    </message>
    <message>
        <source>A note for people; it changes nothing.</source>
        <translation>사람을 위한 메모이며 동작에는 영향이 없습니다.</translation>
    </message>
    <message>
        <source>Language of paths and expressions in this place.</source>
        <translation>이 위치의 경로와 표현식에 쓰는 언어입니다.</translation>
    </message>
    <message>
        <source>The state that runs first.</source>
        <translation>가장 먼저 실행되는 상태입니다.</translation>
    </message>
    <message>
        <source>The states by name.</source>
        <translation>이름으로 정리된 상태들입니다.</translation>
    </message>
    <message>
        <source>Version of the States Language, 1.0.</source>
        <translation>States Language의 버전이며 1.0입니다.</translation>
    </message>
    <message>
        <source>The state that follows.</source>
        <translation>다음에 실행되는 상태입니다.</translation>
    </message>
    <message>
        <source>The workflow or branch ends here.</source>
        <translation>워크플로 또는 분기가 여기서 끝납니다.</translation>
    </message>
    <message>
        <source>Part of the input that the state sees; null gives it an empty object.</source>
        <translation>상태가 보는 입력의 일부이며, null이면 빈 객체를 받습니다.</translation>
    </message>
    <message>
        <source>Part of the result that the next state gets; null gives it an empty object.</source>
        <translation>다음 상태가 받는 결과의 일부이며, null이면 빈 객체를 받습니다.</translation>
    </message>
    <message>
        <source>The output, as JSON with {% expressions %}.</source>
        <translation>{% 표현식 %}을 담을 수 있는 JSON 출력입니다.</translation>
    </message>
    <message>
        <source>Variables that are set when the state ends, by name.</source>
        <translation>상태가 끝날 때 설정되는 변수를 이름별로 적습니다.</translation>
    </message>
    <message>
        <source>What the call gets. A name that ends in .$ takes a path.</source>
        <translation>호출에 전달되는 값입니다. .$로 끝나는 이름은 경로를 받습니다.</translation>
    </message>
    <message>
        <source>What the call gets, as JSON with {% expressions %}.</source>
        <translation>{% 표현식 %}을 담을 수 있는 JSON이며 호출에 전달됩니다.</translation>
    </message>
    <message>
        <source>Where the result goes within the input; null drops the result.</source>
        <translation>입력 안에서 결과가 놓이는 위치이며, null이면 결과를 버립니다.</translation>
    </message>
    <message>
        <source>Makes the result from parts of the answer.</source>
        <translation>응답의 일부로 결과를 만듭니다.</translation>
    </message>
    <message>
        <source>A fixed result.</source>
        <translation>고정된 결과입니다.</translation>
    </message>
    <message>
        <source>What the task calls: a function, an activity or a service.</source>
        <translation>작업이 호출하는 함수, 활동 또는 서비스입니다.</translation>
    </message>
    <message>
        <source>Longest time in seconds before States.Timeout.</source>
        <translation>States.Timeout이 일어나기까지의 최대 시간(초)입니다.</translation>
    </message>
    <message>
        <source>Path to the longest time in seconds.</source>
        <translation>최대 시간(초)을 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>Longest time in seconds between two heartbeats.</source>
        <translation>하트비트 사이의 최대 시간(초)입니다.</translation>
    </message>
    <message>
        <source>Path to the longest time between two heartbeats.</source>
        <translation>하트비트 사이의 최대 시간을 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>The role that the call is made with.</source>
        <translation>호출에 사용하는 역할입니다.</translation>
    </message>
    <message>
        <source>Rules in their order; the first that is true decides.</source>
        <translation>순서대로 평가되는 규칙이며 처음으로 참인 규칙이 결정합니다.</translation>
    </message>
    <message>
        <source>Where it goes when no rule is true.</source>
        <translation>참인 규칙이 없을 때 가는 상태입니다.</translation>
    </message>
    <message>
        <source>The rule counts when this is true.</source>
        <translation>참이면 이 규칙이 적용됩니다.</translation>
    </message>
    <message>
        <source>Seconds to wait.</source>
        <translation>기다리는 시간(초)입니다.</translation>
    </message>
    <message>
        <source>Path to the seconds to wait.</source>
        <translation>기다릴 초를 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>The instant to wait for, 2030-01-01T00:00:00Z.</source>
        <translation>기다릴 시각이며 2030-01-01T00:00:00Z 형식입니다.</translation>
    </message>
    <message>
        <source>Path to the instant to wait for.</source>
        <translation>기다릴 시각을 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>Name of the error.</source>
        <translation>오류의 이름입니다.</translation>
    </message>
    <message>
        <source>Path or intrinsic function that gives the error&apos;s name.</source>
        <translation>오류 이름을 주는 경로 또는 내장 함수입니다.</translation>
    </message>
    <message>
        <source>What went wrong, for people.</source>
        <translation>무엇이 잘못되었는지 사람에게 알리는 글입니다.</translation>
    </message>
    <message>
        <source>Path or intrinsic function that gives the cause.</source>
        <translation>원인을 주는 경로 또는 내장 함수입니다.</translation>
    </message>
    <message>
        <source>Workflows that run at the same time.</source>
        <translation>동시에 실행되는 워크플로들입니다.</translation>
    </message>
    <message>
        <source>The workflow that runs for each item.</source>
        <translation>항목마다 실행되는 워크플로입니다.</translation>
    </message>
    <message>
        <source>Older name of ItemProcessor.</source>
        <translation>ItemProcessor의 이전 이름입니다.</translation>
    </message>
    <message>
        <source>How the items are processed.</source>
        <translation>항목을 처리하는 방식입니다.</translation>
    </message>
    <message>
        <source>INLINE: in this execution. DISTRIBUTED: a child execution for each item or batch.</source>
        <translation>INLINE은 이 실행 안에서, DISTRIBUTED는 항목이나 배치마다 하위 실행에서 처리합니다.</translation>
    </message>
    <message>
        <source>Type of the child executions.</source>
        <translation>하위 실행의 유형입니다.</translation>
    </message>
    <message>
        <source>Path to the list of items.</source>
        <translation>항목 목록을 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>The list of items, or an expression that gives it.</source>
        <translation>항목 목록 또는 목록을 주는 표현식입니다.</translation>
    </message>
    <message>
        <source>What each item&apos;s workflow gets instead of the item.</source>
        <translation>항목 대신 각 워크플로에 전달되는 값입니다.</translation>
    </message>
    <message>
        <source>Takes the items from a bucket.</source>
        <translation>버킷에서 항목을 읽습니다.</translation>
    </message>
    <message>
        <source>Gives several items to one child execution.</source>
        <translation>여러 항목을 하나의 하위 실행에 묶어 전달합니다.</translation>
    </message>
    <message>
        <source>Writes the results to a bucket.</source>
        <translation>결과를 버킷에 기록합니다.</translation>
    </message>
    <message>
        <source>How many items run at the same time; 0 is no limit.</source>
        <translation>동시에 처리하는 항목 수이며 0이면 제한이 없습니다.</translation>
    </message>
    <message>
        <source>Path to how many items run at the same time.</source>
        <translation>동시에 처리하는 항목 수를 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>How many items may fail.</source>
        <translation>실패해도 되는 항목 수입니다.</translation>
    </message>
    <message>
        <source>Path to how many items may fail.</source>
        <translation>실패해도 되는 항목 수를 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>How many of 100 items may fail.</source>
        <translation>항목 100개 중 실패해도 되는 비율입니다.</translation>
    </message>
    <message>
        <source>Path to how many of 100 items may fail.</source>
        <translation>실패해도 되는 비율을 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>Prefix of the child executions&apos; names.</source>
        <translation>하위 실행 이름의 접두사입니다.</translation>
    </message>
    <message>
        <source>What is tried again after an error, and when.</source>
        <translation>오류 뒤에 무엇을 언제 다시 시도할지 정합니다.</translation>
    </message>
    <message>
        <source>Where it goes after an error that is not retried any more.</source>
        <translation>더 이상 재시도하지 않는 오류 뒤에 어디로 갈지 정합니다.</translation>
    </message>
    <message>
        <source>Names of the errors; States.ALL takes every one.</source>
        <translation>오류 이름들이며 States.ALL은 모든 오류를 받습니다.</translation>
    </message>
    <message>
        <source>Seconds before the first retry.</source>
        <translation>첫 재시도까지의 초입니다.</translation>
    </message>
    <message>
        <source>How often it is tried again; 0 is never.</source>
        <translation>재시도 횟수이며 0이면 재시도하지 않습니다.</translation>
    </message>
    <message>
        <source>The pause grows by this factor with every retry.</source>
        <translation>재시도할 때마다 대기 시간이 이 배수로 늘어납니다.</translation>
    </message>
    <message>
        <source>The pause grows no longer than this.</source>
        <translation>대기 시간은 이 값을 넘지 않습니다.</translation>
    </message>
    <message>
        <source>FULL: a random part of each pause.</source>
        <translation>FULL이면 각 대기 시간에서 무작위로 일부만 기다립니다.</translation>
    </message>
    <message>
        <source>What is read, and how.</source>
        <translation>무엇을 어떻게 읽을지 정합니다.</translation>
    </message>
    <message>
        <source>Format of the file.</source>
        <translation>파일 형식입니다.</translation>
    </message>
    <message>
        <source>NONE, COMPACT or FLATTEN of results; LOAD_AND_FLATTEN of listed objects.</source>
        <translation>결과에는 NONE, COMPACT, FLATTEN을, 나열한 객체에는 LOAD_AND_FLATTEN을 씁니다.</translation>
    </message>
    <message>
        <source>ATHENA_DATA or S3_INVENTORY.</source>
        <translation>ATHENA_DATA 또는 S3_INVENTORY입니다.</translation>
    </message>
    <message>
        <source>FIRST_ROW, or GIVEN with CSVHeaders.</source>
        <translation>FIRST_ROW이거나, CSVHeaders와 함께 쓰는 GIVEN입니다.</translation>
    </message>
    <message>
        <source>Names of the columns.</source>
        <translation>열 이름들입니다.</translation>
    </message>
    <message>
        <source>What is between two columns.</source>
        <translation>열 사이의 구분자입니다.</translation>
    </message>
    <message>
        <source>JSON pointer to the items within the file.</source>
        <translation>파일 안에서 항목을 가리키는 JSON 포인터입니다.</translation>
    </message>
    <message>
        <source>How many items are read at most.</source>
        <translation>읽는 항목의 최대 개수입니다.</translation>
    </message>
    <message>
        <source>Path to how many items are read at most.</source>
        <translation>읽는 항목의 최대 개수를 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>How many items a batch has at most.</source>
        <translation>배치 하나에 담는 항목의 최대 개수입니다.</translation>
    </message>
    <message>
        <source>Path to how many items a batch has at most.</source>
        <translation>배치당 최대 항목 수를 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>How many bytes a batch has at most.</source>
        <translation>배치 하나의 최대 바이트 수입니다.</translation>
    </message>
    <message>
        <source>Path to how many bytes a batch has at most.</source>
        <translation>배치당 최대 바이트 수를 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>What every batch gets beside its items.</source>
        <translation>모든 배치가 항목과 함께 받는 값입니다.</translation>
    </message>
    <message>
        <source>In which form the results are written.</source>
        <translation>결과를 기록하는 형식입니다.</translation>
    </message>
    <message>
        <source>JSON or JSONL.</source>
        <translation>JSON 또는 JSONL입니다.</translation>
    </message>
    <message>
        <source>Path to the value that is compared.</source>
        <translation>비교할 값을 가리키는 경로입니다.</translation>
    </message>
    <message>
        <source>True when all of its conditions are.</source>
        <translation>모든 조건이 참이면 참입니다.</translation>
    </message>
    <message>
        <source>True when one of its conditions is.</source>
        <translation>조건 중 하나가 참이면 참입니다.</translation>
    </message>
    <message>
        <source>True when its condition is not.</source>
        <translation>조건이 거짓이면 참입니다.</translation>
    </message>
    <message>
        <source>Name or ARN of the function.</source>
        <translation>함수의 이름 또는 ARN입니다.</translation>
    </message>
    <message>
        <source>What the function gets.</source>
        <translation>함수가 받는 값입니다.</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>Without &apos;Default&apos; the execution fails with States.Runtime when no rule matches</source>
        <translation>&apos;Default&apos;가 없으면 맞는 규칙이 없을 때 실행이 States.Runtime으로 실패합니다</translation>
    </message>
    <message>
        <source>Field &apos;{field}&apos; is deprecated, use &apos;{instead}&apos;</source>
        <translation>&apos;{field}&apos; 필드는 더 이상 권장되지 않습니다. &apos;{instead}&apos;을(를) 쓰세요</translation>
    </message>
    <message>
        <source>Nothing leads out of the loop through &quot;{state}&quot;</source>
        <translation>&quot;{state}&quot;을(를) 지나는 반복에서 빠져나올 길이 없습니다</translation>
    </message>
    <message>
        <source>Field &apos;{field}&apos; has no effect unless the Map state&apos;s Mode is DISTRIBUTED</source>
        <translation>&apos;{field}&apos; 필드는 Map 상태의 Mode가 DISTRIBUTED일 때만 효과가 있습니다</translation>
    </message>
    <message>
        <source>The function &apos;$eval&apos; is not supported by the service</source>
        <translation>&apos;$eval&apos; 함수는 서비스에서 지원되지 않습니다</translation>
    </message>
    <message>
        <source>The operator &apos;{operator}&apos; is newer than the JSONata that the service is known to run</source>
        <translation>&apos;{operator}&apos; 연산자는 서비스에서 쓰는 것으로 알려진 JSONata보다 나중에 나왔습니다</translation>
    </message>
    <message>
        <source>JSONata string must start with {% and end with %}</source>
        <translation>JSONata 문자열은 {%로 시작해 %}로 끝나야 합니다</translation>
    </message>
    <message>
        <source>The value looks like JSONata, but without &apos;{%&apos; and &apos;%}&apos; it is a text</source>
        <translation>값이 JSONata처럼 보이지만 &apos;{%&apos;와 &apos;%}&apos;가 없으면 그냥 텍스트입니다</translation>
    </message>
    <message>
        <source>The loop through &quot;{state}&quot; has no Wait state, so it goes round as fast as it can</source>
        <translation>&quot;{state}&quot;을(를) 지나는 반복에 Wait 상태가 없어 쉬지 않고 돕니다</translation>
    </message>
    <message>
        <source>Without &apos;TimeoutSeconds&apos; the execution may wait for an answer for as long as it can live</source>
        <translation>&apos;TimeoutSeconds&apos;가 없으면 실행이 끝날 수 있을 때까지 응답을 계속 기다릴 수 있습니다</translation>
    </message>
    <message>
        <source>&apos;{field}&apos; has {size} bytes; payloads may have {limit}</source>
        <translation>&apos;{field}&apos;은(는) {size}바이트입니다. 페이로드는 {limit}바이트까지 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>The error &apos;{name}&apos; is handled by an earlier entry already</source>
        <translation>&apos;{name}&apos; 오류는 앞선 항목에서 이미 처리합니다</translation>
    </message>
    <message>
        <source>The error &apos;{name}&apos; is listed twice</source>
        <translation>&apos;{name}&apos; 오류가 두 번 나옵니다</translation>
    </message>
    <message>
        <source>No error of the service is named &apos;{name}&apos;</source>
        <translation>서비스에는 &apos;{name}&apos;이라는 오류가 없습니다</translation>
    </message>
    <message>
        <source>The error &apos;{name}&apos; is handled by the earlier entry for States.TaskFailed</source>
        <translation>&apos;{name}&apos; 오류는 States.TaskFailed를 다루는 앞선 항목에서 처리합니다</translation>
    </message>
</context>
<context>
    <name>FunctionFields</name>
    <message>
        <source>Runtime</source>
        <translation>런타임</translation>
    </message>
    <message>
        <source>The language and its version. provided.al2023 runs a file named bootstrap in any language.</source>
        <translation>언어와 버전입니다. provided.al2023은 어떤 언어로든 작성한 bootstrap 파일을 실행합니다.</translation>
    </message>
    <message>
        <source>Handler</source>
        <translation>핸들러</translation>
    </message>
    <message>
        <source>File and function that take the event, with a dot between them: lambda_function.lambda_handler or index.handler.</source>
        <translation>이벤트를 받는 파일과 함수를 점으로 이어 씁니다. 예: lambda_function.lambda_handler, index.handler</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>아키텍처</translation>
    </message>
    <message>
        <source>Counts for what an invocation costs. The code runs on this machine&apos;s processor.</source>
        <translation>호출 비용 계산에 쓰입니다. 코드는 이 컴퓨터의 프로세서에서 실행됩니다.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Folders of the workspace, up to 5, merged into /opt in this order: of two files with one name the later one wins.</source>
        <translation>워크스페이스의 폴더를 5개까지 이 순서대로 /opt에 합칩니다. 이름이 같은 파일은 뒤의 것이 남습니다.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>128 to 10,240 MB. Processor time comes in proportion: 1,769 MB are one processor. A function that needs more memory is killed.</source>
        <translation>128~10,240MB입니다. 프로세서 시간은 메모리에 비례하며 1,769MB가 프로세서 하나입니다. 메모리를 더 쓰는 함수는 강제로 종료됩니다.</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>제한 시간</translation>
    </message>
    <message>
        <source>1 to 900 s. An invocation that takes longer is ended, and its environment starts anew.</source>
        <translation>1~900초입니다. 더 오래 걸리는 호출은 끝나고 그 환경은 새로 시작합니다.</translation>
    </message>
    <message>
        <source> s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>Size of /tmp</source>
        <translation>/tmp 크기</translation>
    </message>
    <message>
        <source>512 to 10,240 MB. Kept from one invocation of an environment to the next, gone with the environment.</source>
        <translation>512~10,240MB입니다. 같은 환경의 다음 호출까지 남아 있고 환경과 함께 사라집니다.</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>4,096 bytes in all. Names begin with a letter and go on with letters, digits and _; those that the service sets itself cannot be taken.</source>
        <translation>모두 합쳐 4,096바이트까지입니다. 이름은 영문자로 시작하고 영문자, 숫자, _를 씁니다. 서비스가 정하는 이름은 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Reserved concurrency</source>
        <translation>예약된 동시성</translation>
    </message>
    <message>
        <source>How many invocations run at the same time at most, and are kept free for this function. 0 throttles every invocation; without a reservation it shares the account&apos;s pool.</source>
        <translation>동시에 실행할 수 있는 호출의 최대 수이며, 이 함수를 위해 비워 둡니다. 0이면 모든 호출이 제한됩니다. 예약하지 않으면 계정의 풀을 함께 씁니다.</translation>
    </message>
    <message>
        <source>Retry attempts</source>
        <translation>재시도 횟수</translation>
    </message>
    <message>
        <source>0 to 2, after one and two minutes, when the function fails.</source>
        <translation>0~2회입니다. 함수가 실패하면 1분 뒤와 2분 뒤에 다시 시도합니다.</translation>
    </message>
    <message>
        <source>Maximum age of event</source>
        <translation>이벤트의 최대 기간</translation>
    </message>
    <message>
        <source>60 to 21,600 s. What waits longer is dropped.</source>
        <translation>60~21,600초입니다. 더 오래 기다린 이벤트는 버려집니다.</translation>
    </message>
    <message>
        <source>Destination on success</source>
        <translation>성공 시 대상</translation>
    </message>
    <message>
        <source>ARN of a queue, topic, function or event bus that receives a record of each invocation that succeeded.</source>
        <translation>성공한 호출마다 기록을 받을 대기열, 주제, 함수 또는 이벤트 버스의 ARN입니다.</translation>
    </message>
    <message>
        <source>Destination on failure</source>
        <translation>실패 시 대상</translation>
    </message>
    <message>
        <source>The same for each event that was given up.</source>
        <translation>포기한 이벤트마다 기록을 받을 곳의 ARN입니다.</translation>
    </message>
    <message>
        <source>Dead-letter queue</source>
        <translation>배달 못한 편지 대기열</translation>
    </message>
    <message>
        <source>ARN of a standard queue or topic that receives each event that was given up.</source>
        <translation>포기한 이벤트를 받을 표준 대기열 또는 주제의 ARN입니다.</translation>
    </message>
    <message>
        <source>Log format</source>
        <translation>로그 형식</translation>
    </message>
    <message>
        <source>JSON lines can be filtered by level.</source>
        <translation>JSON 줄은 수준으로 거를 수 있습니다.</translation>
    </message>
    <message>
        <source>Level of the function&apos;s lines</source>
        <translation>함수 로그의 수준</translation>
    </message>
    <message>
        <source>With JSON: what is below is left out.</source>
        <translation>JSON일 때 이보다 낮은 수준은 남기지 않습니다.</translation>
    </message>
    <message>
        <source>Level of the platform&apos;s lines</source>
        <translation>플랫폼 로그의 수준</translation>
    </message>
    <message>
        <source>Log group</source>
        <translation>로그 그룹</translation>
    </message>
    <message>
        <source>/aws/lambda/ and the function&apos;s name when it is empty.</source>
        <translation>비워 두면 /aws/lambda/ 뒤에 함수 이름이 붙습니다.</translation>
    </message>
    <message>
        <source>Tracing</source>
        <translation>추적</translation>
    </message>
    <message>
        <source>Active samples invocations that carry no trace of their own.</source>
        <translation>Active는 추적 정보가 없는 호출을 표본으로 추적합니다.</translation>
    </message>
    <message>
        <source>Execution role</source>
        <translation>실행 역할</translation>
    </message>
    <message>
        <source>ARN of the role that the function acts as.</source>
        <translation>함수가 맡는 역할의 ARN입니다.</translation>
    </message>
    <message>
        <source>VPC subnets</source>
        <translation>VPC 서브넷</translation>
    </message>
    <message>
        <source>Security groups</source>
        <translation>보안 그룹</translation>
    </message>
    <message>
        <source>File systems</source>
        <translation>파일 시스템</translation>
    </message>
    <message>
        <source>ARN of an access point and the place below /mnt/ where every environment sees the same files.</source>
        <translation>액세스 포인트의 ARN과, 모든 환경이 같은 파일을 보는 /mnt/ 아래의 위치입니다.</translation>
    </message>
    <message>
        <source>Start from a snapshot (SnapStart)</source>
        <translation>스냅샷에서 시작(SnapStart)</translation>
    </message>
    <message>
        <source>Published versions start from a snapshot that was taken after INIT.</source>
        <translation>게시한 버전은 INIT 뒤에 만든 스냅샷에서 시작합니다.</translation>
    </message>
    <message>
        <source>Runtime updates</source>
        <translation>런타임 업데이트</translation>
    </message>
    <message>
        <source>When a new version of the runtime is taken up: by itself, with the next change of the function, or never.</source>
        <translation>새 런타임 버전을 언제 받아들일지 정합니다. 자동으로, 함수를 다음에 바꿀 때, 또는 받아들이지 않음입니다.</translation>
    </message>
    <message>
        <source>Runtime version</source>
        <translation>런타임 버전</translation>
    </message>
    <message>
        <source>With Manual: its ARN. An older one rolls back.</source>
        <translation>Manual일 때의 ARN입니다. 이전 버전을 적으면 되돌립니다.</translation>
    </message>
    <message>
        <source>Code signing</source>
        <translation>코드 서명</translation>
    </message>
    <message>
        <source>ARN of a code signing configuration: packages must be signed with one of its keys.</source>
        <translation>코드 서명 구성의 ARN입니다. 패키지는 그 키 중 하나로 서명되어야 합니다.</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>리소스</translation>
    </message>
    <message>
        <source>Concurrency</source>
        <translation>동시성</translation>
    </message>
    <message>
        <source>Asynchronous invocation</source>
        <translation>비동기 호출</translation>
    </message>
    <message>
        <source>Logs and tracing</source>
        <translation>로그와 추적</translation>
    </message>
    <message>
        <source>Permissions and network</source>
        <translation>권한과 네트워크</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>배포</translation>
    </message>
    <message>
        <source>With any of them the function has no way to the internet; without, it has one when the settings allow it.</source>
        <translation>하나라도 있으면 함수는 인터넷에 나갈 수 없습니다. 없으면 설정이 허용할 때 나갈 수 있습니다.</translation>
    </message>
    <message>
        <source>Tenant isolation</source>
        <translation>테넌트 격리</translation>
    </message>
    <message>
        <source>PER_TENANT: each invocation names a tenant, and an environment serves one tenant for all its life. Up to 2,500 environments for every 1,000 of the concurrency; not with SnapStart, provisioned concurrency or a function URL. In the service it is chosen when the function is created and never changes.</source>
        <translation>PER_TENANT: 호출마다 테넌트를 지정하고, 환경 하나는 끝까지 한 테넌트만 처리합니다. 동시성 1,000마다 환경 2,500개까지이며 SnapStart, 프로비저닝된 동시성, 함수 URL과는 함께 쓸 수 없습니다. 실제 서비스에서는 함수를 만들 때 정하고 바꿀 수 없습니다.</translation>
    </message>
    <message>
        <source>Tenants</source>
        <translation>테넌트</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>FunctionHelp</name>
    <message>
        <source>The number without its sign.</source>
        <translation>부호를 뗀 수입니다.</translation>
    </message>
    <message>
        <source>The items of both arrays, one after the other.</source>
        <translation>두 배열의 항목을 이어 붙입니다.</translation>
    </message>
    <message>
        <source>Fails with the message unless the condition is true.</source>
        <translation>조건이 참이 아니면 메시지와 함께 실패합니다.</translation>
    </message>
    <message>
        <source>The mean of the numbers.</source>
        <translation>수들의 평균입니다.</translation>
    </message>
    <message>
        <source>The text that the Base64 stands for.</source>
        <translation>Base64가 나타내는 텍스트입니다.</translation>
    </message>
    <message>
        <source>The text as Base64.</source>
        <translation>텍스트를 Base64로 바꿉니다.</translation>
    </message>
    <message>
        <source>Whether the value counts as true: empty, zero and null do not.</source>
        <translation>값이 참으로 여겨지는지를 알려 줍니다. 비어 있거나 0이거나 null이면 거짓입니다.</translation>
    </message>
    <message>
        <source>The number rounded up to a whole one.</source>
        <translation>수를 정수로 올림합니다.</translation>
    </message>
    <message>
        <source>A copy of the value.</source>
        <translation>값의 복사본입니다.</translation>
    </message>
    <message>
        <source>Whether the text has the part or matches the pattern.</source>
        <translation>텍스트에 그 부분이 있거나 패턴과 맞는지를 알려 줍니다.</translation>
    </message>
    <message>
        <source>How many items the array has.</source>
        <translation>배열의 항목 수입니다.</translation>
    </message>
    <message>
        <source>The URL with its percent codes resolved.</source>
        <translation>URL의 퍼센트 인코딩을 풉니다.</translation>
    </message>
    <message>
        <source>The part of a URL with its percent codes resolved.</source>
        <translation>URL 일부의 퍼센트 인코딩을 풉니다.</translation>
    </message>
    <message>
        <source>The array with each value once.</source>
        <translation>중복된 값을 없앤 배열입니다.</translation>
    </message>
    <message>
        <source>What the function makes of each member of the object.</source>
        <translation>개체의 각 멤버에 함수를 적용한 결과입니다.</translation>
    </message>
    <message>
        <source>The URL with percent codes where they are needed.</source>
        <translation>필요한 곳을 퍼센트 인코딩한 URL입니다.</translation>
    </message>
    <message>
        <source>The text so that it can be a part of a URL.</source>
        <translation>URL의 일부로 쓸 수 있게 인코딩한 텍스트입니다.</translation>
    </message>
    <message>
        <source>Fails with the message.</source>
        <translation>메시지와 함께 실패합니다.</translation>
    </message>
    <message>
        <source>Whether the expression has a value.</source>
        <translation>식에 값이 있는지를 알려 줍니다.</translation>
    </message>
    <message>
        <source>The items that the function says true for.</source>
        <translation>함수가 참을 돌려주는 항목만 남깁니다.</translation>
    </message>
    <message>
        <source>The number rounded down to a whole one.</source>
        <translation>수를 정수로 내림합니다.</translation>
    </message>
    <message>
        <source>The number written in another base, 10 unless said.</source>
        <translation>수를 다른 진법으로 적습니다. 정하지 않으면 10진법입니다.</translation>
    </message>
    <message>
        <source>The whole number written as the picture says.</source>
        <translation>정수를 지정한 모양으로 적습니다.</translation>
    </message>
    <message>
        <source>The number written as the picture says.</source>
        <translation>수를 지정한 모양으로 적습니다.</translation>
    </message>
    <message>
        <source>Milliseconds since 1970 as a timestamp.</source>
        <translation>1970년 이후의 밀리초를 타임스탬프로 바꿉니다.</translation>
    </message>
    <message>
        <source>The hash of the content: MD5, SHA-1, SHA-256, SHA-384 or SHA-512.</source>
        <translation>내용의 해시입니다. MD5, SHA-1, SHA-256, SHA-384, SHA-512를 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>The texts as one, with the separator between them.</source>
        <translation>텍스트들을 구분자로 이어 하나로 만듭니다.</translation>
    </message>
    <message>
        <source>The names of the object&apos;s members.</source>
        <translation>개체의 멤버 이름입니다.</translation>
    </message>
    <message>
        <source>How many characters the text has.</source>
        <translation>텍스트의 글자 수입니다.</translation>
    </message>
    <message>
        <source>The member of that name.</source>
        <translation>그 이름의 멤버입니다.</translation>
    </message>
    <message>
        <source>The text in small letters.</source>
        <translation>텍스트를 소문자로 바꿉니다.</translation>
    </message>
    <message>
        <source>What the function makes of each item.</source>
        <translation>각 항목에 함수를 적용한 결과입니다.</translation>
    </message>
    <message>
        <source>Where the text matches the pattern, with what its groups caught.</source>
        <translation>텍스트가 패턴과 맞는 곳과 그룹이 잡은 내용입니다.</translation>
    </message>
    <message>
        <source>The largest of the numbers.</source>
        <translation>수들 가운데 가장 큰 값입니다.</translation>
    </message>
    <message>
        <source>One object with the members of all; the last one of a name counts.</source>
        <translation>모든 멤버를 합친 개체입니다. 같은 이름은 마지막 것이 남습니다.</translation>
    </message>
    <message>
        <source>The time now in milliseconds since 1970.</source>
        <translation>1970년 이후 밀리초로 나타낸 현재 시각입니다.</translation>
    </message>
    <message>
        <source>The smallest of the numbers.</source>
        <translation>수들 가운데 가장 작은 값입니다.</translation>
    </message>
    <message>
        <source>True where the value counts as false.</source>
        <translation>값이 거짓으로 여겨지면 참입니다.</translation>
    </message>
    <message>
        <source>The time now as a timestamp.</source>
        <translation>현재 시각의 타임스탬프입니다.</translation>
    </message>
    <message>
        <source>The text as a number.</source>
        <translation>텍스트를 수로 바꿉니다.</translation>
    </message>
    <message>
        <source>The text filled up to the width; a negative width fills the front.</source>
        <translation>텍스트를 너비까지 채웁니다. 너비가 음수이면 앞을 채웁니다.</translation>
    </message>
    <message>
        <source>The value that the JSON text stands for.</source>
        <translation>JSON 텍스트가 나타내는 값입니다.</translation>
    </message>
    <message>
        <source>The whole number that is written as the picture says.</source>
        <translation>지정한 모양으로 적힌 정수를 읽습니다.</translation>
    </message>
    <message>
        <source>The array in pieces of the size.</source>
        <translation>배열을 그 크기의 조각으로 나눕니다.</translation>
    </message>
    <message>
        <source>The base to the power of the exponent.</source>
        <translation>밑을 지수만큼 거듭제곱합니다.</translation>
    </message>
    <message>
        <source>A number from 0 up to 1; the same seed gives the same one.</source>
        <translation>0 이상 1 미만의 수입니다. 시드가 같으면 같은 수가 나옵니다.</translation>
    </message>
    <message>
        <source>The numbers from start to end, a step apart.</source>
        <translation>시작부터 끝까지 일정한 간격의 수들입니다.</translation>
    </message>
    <message>
        <source>One value, made by the function from item after item.</source>
        <translation>함수가 항목을 차례로 합쳐 만든 값 하나입니다.</translation>
    </message>
    <message>
        <source>The text with each match replaced.</source>
        <translation>맞는 곳을 모두 바꾼 텍스트입니다.</translation>
    </message>
    <message>
        <source>The array from its end to its start.</source>
        <translation>순서를 뒤집은 배열입니다.</translation>
    </message>
    <message>
        <source>The number rounded; half goes to the even one.</source>
        <translation>반올림한 수입니다. 딱 절반이면 짝수 쪽으로 갑니다.</translation>
    </message>
    <message>
        <source>The array in another order, by chance.</source>
        <translation>순서를 무작위로 섞은 배열입니다.</translation>
    </message>
    <message>
        <source>The members that the function says true for.</source>
        <translation>함수가 참을 돌려주는 멤버만 남깁니다.</translation>
    </message>
    <message>
        <source>The one item that the function says true for; else it fails.</source>
        <translation>함수가 참을 돌려주는 항목 하나입니다. 하나가 아니면 실패합니다.</translation>
    </message>
    <message>
        <source>The array in order; the function says whether two items change places.</source>
        <translation>정렬한 배열입니다. 함수는 두 항목의 자리를 바꿀지 정합니다.</translation>
    </message>
    <message>
        <source>The parts of the text between the separators.</source>
        <translation>텍스트를 구분자로 나눈 부분들입니다.</translation>
    </message>
    <message>
        <source>One object for each member.</source>
        <translation>멤버마다 개체를 하나씩 만듭니다.</translation>
    </message>
    <message>
        <source>The square root.</source>
        <translation>제곱근입니다.</translation>
    </message>
    <message>
        <source>The value as a text; anything but a text as JSON.</source>
        <translation>값을 텍스트로 바꿉니다. 텍스트가 아니면 JSON으로 적습니다.</translation>
    </message>
    <message>
        <source>The part of the text from the start on; a negative start counts from the end.</source>
        <translation>시작 위치부터의 텍스트입니다. 시작이 음수이면 끝에서 셉니다.</translation>
    </message>
    <message>
        <source>The text after the first place that has the characters.</source>
        <translation>그 글자가 처음 나오는 곳 뒤의 텍스트입니다.</translation>
    </message>
    <message>
        <source>The text before the first place that has the characters.</source>
        <translation>그 글자가 처음 나오는 곳 앞의 텍스트입니다.</translation>
    </message>
    <message>
        <source>The sum of the numbers.</source>
        <translation>수들의 합입니다.</translation>
    </message>
    <message>
        <source>The timestamp in milliseconds since 1970.</source>
        <translation>타임스탬프를 1970년 이후의 밀리초로 바꿉니다.</translation>
    </message>
    <message>
        <source>The text without spaces around it and with single ones within.</source>
        <translation>앞뒤 공백을 없애고 안쪽 공백은 하나로 줄인 텍스트입니다.</translation>
    </message>
    <message>
        <source>The kind of the value as a text.</source>
        <translation>값의 종류를 텍스트로 알려 줍니다.</translation>
    </message>
    <message>
        <source>The text in capital letters.</source>
        <translation>텍스트를 대문자로 바꿉니다.</translation>
    </message>
    <message>
        <source>A new version 4 UUID.</source>
        <translation>새 버전 4 UUID입니다.</translation>
    </message>
    <message>
        <source>One array for each place, with the items that the arrays have there.</source>
        <translation>배열들의 같은 자리 항목을 묶은 배열들입니다.</translation>
    </message>
    <message>
        <source>An array of the values.</source>
        <translation>값들로 만든 배열입니다.</translation>
    </message>
    <message>
        <source>Whether the array has the value.</source>
        <translation>배열에 그 값이 있는지를 알려 줍니다.</translation>
    </message>
    <message>
        <source>The item at the index, counted from 0.</source>
        <translation>0부터 세어 그 자리의 항목입니다.</translation>
    </message>
    <message>
        <source>The numbers from the first to the last, a step apart.</source>
        <translation>처음부터 마지막까지 일정한 간격의 수들입니다.</translation>
    </message>
    <message>
        <source>The template with the values in the place of its {}.</source>
        <translation>템플릿의 {} 자리에 값을 넣은 텍스트입니다.</translation>
    </message>
    <message>
        <source>The hash of the data: MD5, SHA-1, SHA-256, SHA-384 or SHA-512.</source>
        <translation>데이터의 해시입니다. MD5, SHA-1, SHA-256, SHA-384, SHA-512를 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>One object with the members of both; the second one counts.</source>
        <translation>두 개체의 멤버를 합친 개체입니다. 같은 이름은 두 번째 것이 남습니다.</translation>
    </message>
    <message>
        <source>The value as a JSON text.</source>
        <translation>값을 JSON 텍스트로 적습니다.</translation>
    </message>
    <message>
        <source>The sum of two numbers.</source>
        <translation>두 수의 합입니다.</translation>
    </message>
    <message>
        <source>A whole number from the start up to the end; the same seed gives the same one.</source>
        <translation>시작 이상 끝 미만의 정수입니다. 시드가 같으면 같은 수가 나옵니다.</translation>
    </message>
    <message>
        <source>Input, result, error and context of the state.</source>
        <translation>상태의 입력, 결과, 오류, 컨텍스트입니다.</translation>
    </message>
    <message>
        <source>What the state got, or what is left of it at this place.</source>
        <translation>상태가 받은 값 또는 이 자리에 남은 값입니다.</translation>
    </message>
    <message>
        <source>What is known about the execution and the state.</source>
        <translation>실행과 상태에 대해 알려진 것들입니다.</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>%1 Did you mean “%2”?</source>
        <translation>%1 “%2”를 찾으셨습니까?</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>시작 중</translation>
    </message>
    <message>
        <source>Init</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>유휴</translation>
    </message>
    <message>
        <source>Invoke</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>재설정</translation>
    </message>
    <message>
        <source>Suppressed init</source>
        <translation>억제된 초기화</translation>
    </message>
    <message>
        <source>Shutdown</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>종료됨</translation>
    </message>
    <message>
        <source>Warm</source>
        <translation>웜</translation>
    </message>
    <message>
        <source>Cold: first invocation</source>
        <translation>콜드: 첫 호출</translation>
    </message>
    <message>
        <source>Cold: all environments busy</source>
        <translation>콜드: 모든 환경이 사용 중</translation>
    </message>
    <message>
        <source>Cold: earlier ones expired</source>
        <translation>콜드: 이전 환경 만료</translation>
    </message>
    <message>
        <source>Cold: code or settings changed</source>
        <translation>콜드: 코드 또는 설정 변경</translation>
    </message>
    <message>
        <source>Cold: reset after a failure</source>
        <translation>콜드: 실패 후 재설정</translation>
    </message>
    <message>
        <source>Provisioned</source>
        <translation>프로비저닝됨</translation>
    </message>
    <message>
        <source>An idle execution environment took the event. Module-level values and /tmp are as the last invocation left them.</source>
        <translation>유휴 실행 환경이 이벤트를 받았습니다. 모듈 수준의 값과 /tmp는 마지막 호출이 남긴 그대로입니다.</translation>
    </message>
    <message>
        <source>The function had no execution environment yet, so one was created: process, runtime and the code outside the handler ran first.</source>
        <translation>함수에 실행 환경이 없어 새로 만들었습니다. 프로세스와 런타임, 핸들러 밖의 코드가 먼저 실행되었습니다.</translation>
    </message>
    <message>
        <source>Every environment of the function was running something, and one environment serves one event at a time. A further one was created.</source>
        <translation>함수의 모든 실행 환경이 사용 중이었습니다. 실행 환경 하나는 한 번에 이벤트 하나만 처리하므로 하나를 더 만들었습니다.</translation>
    </message>
    <message>
        <source>The earlier environments were shut down after the idle time, so a new one was created.</source>
        <translation>이전 실행 환경이 유휴 시간이 지나 종료되어 새로 만들었습니다.</translation>
    </message>
    <message>
        <source>Code or configuration changed since the earlier environments started. They are never reused for new code, so a new one was created.</source>
        <translation>이전 실행 환경이 시작된 뒤 코드 또는 구성이 변경되었습니다. 새 코드에는 이전 환경을 재사용하지 않으므로 새로 만들었습니다.</translation>
    </message>
    <message>
        <source>The environment crashed or timed out before. Its process was started again as part of this invocation; /tmp was kept, module-level values were not.</source>
        <translation>실행 환경이 이전에 비정상 종료되었거나 시간을 초과했습니다. 이 호출에서 프로세스를 다시 시작했으며, /tmp는 유지되고 모듈 수준의 값은 사라졌습니다.</translation>
    </message>
    <message>
        <source>The environment had been initialised ahead of any invocation.</source>
        <translation>호출에 앞서 실행 환경이 미리 초기화되었습니다.</translation>
    </message>
    <message>
        <source>A queued event of {function} could not be read back and is lost.</source>
        <translation>대기 중이던 {function} 함수의 이벤트를 다시 읽을 수 없어 사라졌습니다.</translation>
    </message>
    <message>
        <source>Another program has the events in {path}. Events that are queued here are not kept beyond the end of this program.</source>
        <translation>다른 프로그램이 {path}의 이벤트를 사용 중입니다. 여기에서 대기열에 넣은 이벤트는 이 프로그램이 끝나면 보존되지 않습니다.</translation>
    </message>
    <message>
        <source>No worker of the simulated fleet has room for another environment: {limit} MB are taken.</source>
        <translation>시뮬레이션 플릿의 어떤 워커에도 실행 환경을 더 둘 자리가 없습니다. {limit} MB가 사용 중입니다.</translation>
    </message>
    <message>
        <source>Cold: first of this version</source>
        <translation>콜드: 이 버전의 첫 호출</translation>
    </message>
    <message>
        <source>Cold: provisioned ones all busy</source>
        <translation>콜드: 프로비저닝된 환경이 모두 사용 중</translation>
    </message>
    <message>
        <source>Other versions of the function have environments, but an environment serves one version for all its life. A first one was created for this version.</source>
        <translation>함수의 다른 버전에는 실행 환경이 있지만, 실행 환경은 수명 동안 하나의 버전만 처리합니다. 이 버전을 위한 첫 환경을 만들었습니다.</translation>
    </message>
    <message>
        <source>All provisioned environments were busy, and beyond them the function runs on demand: a further environment was created.</source>
        <translation>프로비저닝된 환경이 모두 사용 중이었고, 그 수를 넘는 호출은 온디맨드로 실행됩니다. 환경을 하나 더 만들었습니다.</translation>
    </message>
    <message>
        <source>Throttled: the function&apos;s reserved concurrency is used up</source>
        <translation>스로틀링됨: 함수의 예약된 동시성을 모두 사용함</translation>
    </message>
    <message>
        <source>Throttled: the account&apos;s concurrency is used up</source>
        <translation>스로틀링됨: 계정의 동시성을 모두 사용함</translation>
    </message>
    <message>
        <source>Throttled: too many requests per second for the function</source>
        <translation>스로틀링됨: 함수의 초당 요청 수 초과</translation>
    </message>
    <message>
        <source>Throttled: too many requests per second for the reserved concurrency</source>
        <translation>스로틀링됨: 예약된 동시성의 초당 요청 수 초과</translation>
    </message>
    <message>
        <source>Throttled: the caller sends too many requests per second</source>
        <translation>스로틀링됨: 호출자의 초당 요청 수 초과</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>Function error</source>
        <translation>함수 오류</translation>
    </message>
    <message>
        <source>Runtime exited</source>
        <translation>런타임 종료</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>시간 초과</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>거부됨</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Aborted</source>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1분 %2초</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1시간 %2분</translation>
    </message>
    <message>
        <source>There is no event “{event}”: neither a file, nor a saved event, nor a template.</source>
        <translation>“{event}” 이벤트가 없습니다. 파일도, 저장된 이벤트도, 템플릿도 아닙니다.</translation>
    </message>
    <message>
        <source>{path} is not a workspace. Name one with --workspace, or run the command inside one.</source>
        <translation>{path}: 워크스페이스가 아닙니다. --workspace로 지정하거나 워크스페이스 안에서 명령을 실행하십시오.</translation>
    </message>
    <message>
        <source>The state machine cannot be read at {pointer}: {reason}</source>
        <translation>상태 머신의 {pointer} 위치를 읽을 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The execution input is not JSON: line {line}, column {column}: {reason}. Correct it and run again.</source>
        <translation>실행 입력이 JSON이 아닙니다. {line}행 {column}열: {reason}. 고친 뒤 다시 실행하십시오.</translation>
    </message>
    <message>
        <source>The state machine cannot run: line {line}, column {column}: {message} (problems found: {count})</source>
        <translation>상태 머신을 실행할 수 없습니다. {line}행 {column}열: {message} (발견된 문제: {count}개)</translation>
    </message>
    <message>
        <source>There is no state machine “{machine}” in this workspace. State machines here: {known}.</source>
        <translation>이 워크스페이스에 “{machine}” 상태 머신이 없습니다. 사용할 수 있는 상태 머신: {known}.</translation>
    </message>
    <message>
        <source>The state “{state}” calls “{resource}”, which is no ARN, and there is no function to be called by its name. Open a workspace that has it, or give an ARN.</source>
        <translation>“{state}” 상태가 호출하는 “{resource}”은(는) ARN이 아니며, 이름으로 호출할 함수도 없습니다. 그 함수가 있는 워크스페이스를 열거나 ARN을 적으십시오.</translation>
    </message>
    <message>
        <source>There is no state machine “{machine}”: this workspace has none. Put its definition into statemachines/{machine}.asl.json.</source>
        <translation>“{machine}” 상태 머신이 없습니다. 이 워크스페이스에는 상태 머신이 하나도 없습니다. 정의를 statemachines/{machine}.asl.json에 넣으십시오.</translation>
    </message>
    <message>
        <source>The state “{state}” calls “{resource}”, which is neither an ARN nor a function of this workspace. Functions here: {known}.</source>
        <translation>“{state}” 상태가 호출하는 “{resource}”은(는) ARN도 아니고 이 워크스페이스의 함수도 아닙니다. 사용할 수 있는 함수: {known}.</translation>
    </message>
    <message>
        <source>The execution input has {bytes} bytes; the service takes no more than {limit}. Put the data into a file and pass its name.</source>
        <translation>실행 입력이 {bytes}바이트입니다. 서비스는 {limit}바이트까지만 받습니다. 데이터를 파일에 두고 그 이름을 넘기십시오.</translation>
    </message>
    <message>
        <source>There is no function “{function}”: this workspace has none. Put it into functions/{function}/ with a function.json.</source>
        <translation>“{function}” 함수가 없습니다. 이 워크스페이스에는 함수가 하나도 없습니다. function.json과 함께 functions/{function}/에 넣으십시오.</translation>
    </message>
    <message>
        <source>{path}: line {line}, column {column}: {reason}</source>
        <translation>{path}: {line}행 {column}열: {reason}</translation>
    </message>
    <message>
        <source>The state “{state}” calls “{resource}”, a placeholder without a value. Say what it stands for with --substitutions, or write an ARN or a function&apos;s name.</source>
        <translation>“{state}” 상태가 호출하는 “{resource}”은(는) 값이 없는 자리표시자입니다. --substitutions로 값을 알려 주거나 ARN 또는 함수 이름을 적으십시오.</translation>
    </message>
    <message>
        <source>{path} is not a text in UTF-8, so it is not opened.</source>
        <translation>{path}: UTF-8 텍스트가 아니므로 열지 않습니다.</translation>
    </message>
    <message>
        <source>{path} was changed by another program after it was read here. Nothing was written: reload it, compare, or keep yours.</source>
        <translation>{path}: 여기에서 읽은 뒤 다른 프로그램이 변경했습니다. 아무것도 쓰지 않았습니다. 다시 불러오거나, 비교하거나, 내 변경 내용을 유지하십시오.</translation>
    </message>
    <message>
        <source>There is no file {path}. It may have been moved or deleted.</source>
        <translation>{path} 파일이 없습니다. 이동되었거나 삭제되었을 수 있습니다.</translation>
    </message>
    <message>
        <source>{path} is larger than 16 MiB, so it is not opened.</source>
        <translation>{path}: 16 MiB보다 커서 열지 않습니다.</translation>
    </message>
    <message>
        <source>{path} cannot be read. Check its permissions.</source>
        <translation>{path}: 읽을 수 없습니다. 권한을 확인하십시오.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}. Free the file or its folder and try again.</source>
        <translation>{path}: 쓸 수 없습니다({reason}). 파일이나 폴더의 잠금을 해제한 뒤 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>This computer runs {limit} environments already and starts no more. Stop some, or raise the limit of processes.</source>
        <translation>이 컴퓨터에서 이미 실행 환경 {limit}개가 실행 중이므로 더 시작하지 않습니다. 일부를 중지하거나 프로세스 수 제한을 늘리십시오.</translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of a function. Use up to {max} letters, digits, - and _, and rename the folder.</source>
        <translation>“{name}”은(는) 함수 이름으로 사용할 수 없습니다. 영문자, 숫자, -, _를 최대 {max}자까지 사용하여 폴더 이름을 바꾸십시오.</translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of an environment variable. Begin with a letter; go on with letters, digits and _.</source>
        <translation>“{name}”은(는) 환경 변수 이름으로 사용할 수 없습니다. 영문자로 시작하고 영문자, 숫자, _만 사용하십시오.</translation>
    </message>
    <message>
        <source>The environment variables take {size} bytes; {max} are allowed. Shorten them in function.json.</source>
        <translation>환경 변수의 크기가 {size}바이트입니다. {max}바이트까지 허용되므로 function.json에서 줄이십시오.</translation>
    </message>
    <message>
        <source>function.json has no {member}. Add it.</source>
        <translation>function.json에 {member} 항목이 없습니다. 추가하십시오.</translation>
    </message>
    <message>
        <source>function.json must hold an object; it holds {actual}.</source>
        <translation>function.json의 값은 객체여야 하지만 {actual}입니다.</translation>
    </message>
    <message>
        <source>{member} in function.json is {value}; it must be a whole number from {min} to {max}.</source>
        <translation>function.json의 {member} 값이 {value}입니다. {min}에서 {max} 사이의 정수여야 합니다.</translation>
    </message>
    <message>
        <source>The environment variable {name} belongs to the runtime. Choose another name in function.json.</source>
        <translation>환경 변수 {name}은(는) 런타임이 사용합니다. function.json에서 다른 이름을 선택하십시오.</translation>
    </message>
    <message>
        <source>{member} in function.json is {length} characters long; {max} are allowed.</source>
        <translation>function.json의 {member} 길이가 {length}자입니다. 최대 {max}자까지 허용됩니다.</translation>
    </message>
    <message>
        <source>{member} in function.json is “{value}”; it must be an ARN of a kind that is allowed there.</source>
        <translation>function.json의 {member} 값이 “{value}”입니다. 여기에 허용되는 종류의 ARN이어야 합니다.</translation>
    </message>
    <message>
        <source>“{path}” cannot be the place of a file system. Use /mnt/ and a name of letters, digits, - . and _.</source>
        <translation>“{path}”에는 파일 시스템을 연결할 수 없습니다. /mnt/ 뒤에 영문자, 숫자, - . _로 된 이름을 사용하십시오.</translation>
    </message>
    <message>
        <source>{member} in function.json has {count}; {max} are allowed.</source>
        <translation>function.json의 {member} 개수가 {count}입니다. 최대 {max}까지 허용됩니다.</translation>
    </message>
    <message>
        <source>{member} in function.json names “{value}”, which keeps an order. Use a standard queue or topic.</source>
        <translation>function.json의 {member}이(가) 순서를 유지하는 “{value}”을(를) 가리킵니다. 표준 대기열이나 주제를 사용하십시오.</translation>
    </message>
    <message>
        <source>{member} in function.json sets a log level; only logs in JSON have levels. Set LogFormat to JSON.</source>
        <translation>function.json의 {member}에 로그 수준이 있습니다. 로그 수준은 JSON 형식에서만 사용할 수 있습니다. LogFormat을 JSON으로 설정하십시오.</translation>
    </message>
    <message>
        <source>{member} in function.json is “{value}”; it must be one of {words}.</source>
        <translation>function.json의 {member} 값이 “{value}”입니다. {words} 중 하나여야 합니다.</translation>
    </message>
    <message>
        <source>The package cannot be made: {path} cannot be read. {reason}</source>
        <translation>패키지를 만들 수 없습니다. {path}을(를) 읽을 수 없습니다. {reason}</translation>
    </message>
    <message>
        <source>The package cannot be unpacked: {path} cannot be written. {reason}</source>
        <translation>패키지를 풀 수 없습니다. {path}에 쓸 수 없습니다. {reason}</translation>
    </message>
    <message>
        <source>The package holds {path} twice. Make it anew with every file once.</source>
        <translation>패키지에 {path}이(가) 두 번 들어 있습니다. 파일마다 한 번씩만 넣어 다시 만드십시오.</translation>
    </message>
    <message>
        <source>The package holds no files.</source>
        <translation>패키지에 파일이 없습니다.</translation>
    </message>
    <message>
        <source>The package holds {path} encrypted. Make it without a password.</source>
        <translation>패키지의 {path}이(가) 암호화되어 있습니다. 암호 없이 다시 만드십시오.</translation>
    </message>
    <message>
        <source>This is no zip archive that can be read: {reason}</source>
        <translation>읽을 수 있는 zip 아카이브가 아닙니다. {reason}</translation>
    </message>
    <message>
        <source>The package has {size} bytes; {max} are allowed.</source>
        <translation>패키지 크기가 {size}바이트입니다. 최대 {max}바이트까지 허용됩니다.</translation>
    </message>
    <message>
        <source>The package holds the link {path} to {target}, outside of its own folder. Nothing was kept.</source>
        <translation>패키지의 링크 {path}이(가) 패키지 폴더 밖의 {target}을(를) 가리킵니다. 아무것도 저장하지 않았습니다.</translation>
    </message>
    <message>
        <source>The package holds a file that would be written to {path}, outside of its own folder. Nothing was kept.</source>
        <translation>패키지에 패키지 폴더 밖의 {path}에 쓰일 파일이 있습니다. 아무것도 저장하지 않았습니다.</translation>
    </message>
    <message>
        <source>Unpacked, the package has more than {max} bytes. Leave out what the function does not need.</source>
        <translation>패키지를 풀면 {max}바이트를 넘습니다. 함수에 필요 없는 파일을 빼십시오.</translation>
    </message>
    <message>
        <source>function.json names {count} layers; {max} are allowed.</source>
        <translation>function.json에 레이어가 {count}개 지정되어 있습니다. 최대 {max}개까지 허용됩니다.</translation>
    </message>
    <message>
        <source>The runtime “{runtime}” is not known. Use python3.9 or later, nodejs18.x or later, or provided.al2023.</source>
        <translation>“{runtime}” 런타임을 알 수 없습니다. python3.9 이상, nodejs18.x 이상 또는 provided.al2023을 사용하십시오.</translation>
    </message>
    <message>
        <source>{member} in function.json must be {expected}; it is {actual}.</source>
        <translation>function.json의 {member} 값은 {expected}이어야 하지만 {actual}입니다.</translation>
    </message>
    <message>
        <source>The run history {path} was damaged. It was set aside as {movedTo} and a new one was begun.</source>
        <translation>실행 기록 {path}이(가) 손상되어 {movedTo}(으)로 옮기고 새 기록을 시작했습니다.</translation>
    </message>
    <message>
        <source>The run history {path} was written by a newer Warmstart (version {version}). It is left as it is; runs are not recorded.</source>
        <translation>실행 기록 {path}은(는) 더 새로운 Warmstart(버전 {version})에서 작성되었습니다. 그대로 두며 실행은 기록하지 않습니다.</translation>
    </message>
    <message>
        <source>The run {id} is not in the history any more.</source>
        <translation>실행 {id}이(가) 기록에 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>{path} holds no object of substitutions: write the names in the definition&apos;s ${...} and their values into it.</source>
        <translation>{path}: 치환 값 객체가 없습니다. 정의의 ${...}에 있는 이름과 그 값을 객체로 적으십시오.</translation>
    </message>
    <message>
        <source>The run history {path} cannot be written: {reason}. Runs are shown but not kept.</source>
        <translation>실행 기록 {path}에 쓸 수 없습니다({reason}). 실행은 표시되지만 저장되지 않습니다.</translation>
    </message>
    <message>
        <source>The execution {name} was under way when the program was killed and cannot go on. It is marked as aborted. {reason}</source>
        <translation>프로그램이 강제 종료될 때 진행 중이던 실행 {name}을(를) 이어서 진행할 수 없어 중단된 것으로 표시했습니다. {reason}</translation>
    </message>
    <message>
        <source>Executions that were under way when the program was killed go on: {names}</source>
        <translation>프로그램이 강제 종료될 때 진행 중이던 실행을 이어서 진행합니다: {names}</translation>
    </message>
    <message>
        <source>{function} failed: {reason}</source>
        <translation>{function} 실패: {reason}</translation>
    </message>
    <message>
        <source>The intrinsic function “{text}” cannot be read at character {offset}: {reason}</source>
        <translation>내장 함수 “{text}”의 {offset}번째 문자를 해석할 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The event is not JSON: line {line}, column {column}: {reason}. Correct it and invoke again.</source>
        <translation>이벤트가 JSON이 아닙니다. {line}행 {column}열: {reason}. 고친 뒤 다시 호출하십시오.</translation>
    </message>
    <message>
        <source>There is no function “{function}” in this workspace. Functions here: {known}.</source>
        <translation>이 워크스페이스에 “{function}” 함수가 없습니다. 사용할 수 있는 함수: {known}.</translation>
    </message>
    <message>
        <source>The function waits for a task token, which this version does not give out yet.</source>
        <translation>함수가 태스크 토큰을 기다립니다. 이 버전에서는 아직 태스크 토큰을 발급하지 않습니다.</translation>
    </message>
    <message>
        <source>This computer refuses user namespaces: functions run as plain processes and can see your files.</source>
        <translation>이 컴퓨터에서는 사용자 네임스페이스를 사용할 수 없습니다. 함수가 일반 프로세스로 실행되어 사용자 파일을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Line {line}, column {column}: {reason}</source>
        <translation>{line}행 {column}열: {reason}</translation>
    </message>
    <message>
        <source>The share of the processor that goes with the memory size is not enforced here: functions may run faster than on the service.</source>
        <translation>메모리 크기에 따른 CPU 할당이 이 컴퓨터에서는 적용되지 않습니다. 함수가 실제 서비스보다 빠르게 실행될 수 있습니다.</translation>
    </message>
    <message>
        <source>The memory limit is enforced by watching, because there is no memory control group: a function may pass it by some megabytes before it is stopped.</source>
        <translation>메모리 제어 그룹(cgroup)이 없어 메모리 한도를 감시 방식으로 적용합니다. 함수가 중지되기 전에 한도를 수 MB 초과할 수 있습니다.</translation>
    </message>
    <message>
        <source>The number of processes in an environment is not limited, because Warmstart runs as root without control groups.</source>
        <translation>Warmstart가 제어 그룹(cgroup) 없이 root로 실행 중이므로 실행 환경의 프로세스 수가 제한되지 않습니다.</translation>
    </message>
    <message>
        <source>The path “{path}” cannot be put into {input}: {step} is not there.</source>
        <translation>경로 “{path}”을(를) {input}에 넣을 수 없습니다. {step} 항목이 없습니다.</translation>
    </message>
    <message>
        <source>The path “{path}” finds nothing in {input}. {reason}</source>
        <translation>경로 “{path}”에 해당하는 값이 {input}에 없습니다. {reason}</translation>
    </message>
    <message>
        <source>The path “{path}” cannot be read at character {offset}: {reason}</source>
        <translation>경로 “{path}”의 {offset}번째 문자를 해석할 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The path “{path}” uses the variable “{variable}”, which is not assigned here.</source>
        <translation>경로 “{path}”에서 사용하는 변수 “{variable}”에 할당된 값이 없습니다.</translation>
    </message>
    <message>
        <source>The function&apos;s runtime version is not installed; the version on this computer runs it instead.</source>
        <translation>함수의 런타임 버전이 설치되어 있지 않아 이 컴퓨터에 있는 버전으로 실행합니다.</translation>
    </message>
    <message>
        <source>The folder {path} holds something else. Move it away, or copy the sample to another folder.</source>
        <translation>{path} 폴더에 다른 내용이 있습니다. 옮기거나 샘플을 다른 폴더에 복사하십시오.</translation>
    </message>
    <message>
        <source>There is no sample “{sample}”. Samples: {known}.</source>
        <translation>“{sample}” 샘플이 없습니다. 사용할 수 있는 샘플: {known}.</translation>
    </message>
    <message>
        <source>The environment ended, or did not tell in time, before it said what it keeps. Ask again after the next invoke.</source>
        <translation>환경이 유지하는 상태를 알리기 전에 종료되었거나 제때 응답하지 않았습니다. 다음 호출 후에 다시 요청하세요.</translation>
    </message>
    <message>
        <source>Only an idle environment can tell what it keeps. Wait until it has answered its invoke.</source>
        <translation>유휴 상태의 환경만 유지하는 상태를 알릴 수 있습니다. 호출에 응답할 때까지 기다리세요.</translation>
    </message>
    <message>
        <source>Only the Python, Node.js and Ruby runtimes can tell what an environment keeps.</source>
        <translation>Python, Node.js, Ruby 런타임만 환경이 유지하는 상태를 알릴 수 있습니다.</translation>
    </message>
    <message>
        <source>The folder {folder} for running environments cannot be used: {reason}</source>
        <translation>실행 환경용 폴더 {folder}을(를) 사용할 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>“{name}” cannot be a name. Use up to {longest} letters, digits, - and _.</source>
        <translation>“{name}”은(는) 이름으로 사용할 수 없습니다. 영문자, 숫자, -, _를 최대 {longest}자까지 사용하십시오.</translation>
    </message>
    <message>
        <source>{path} is there already. Choose another name than “{name}”.</source>
        <translation>{path}이(가) 이미 있습니다. “{name}”이(가) 아닌 다른 이름을 선택하십시오.</translation>
    </message>
    <message>
        <source>“{name}” is not there any more.</source>
        <translation>“{name}”이(가) 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>The runtime “{runtime}” is not known.</source>
        <translation>“{runtime}” 런타임을 알 수 없습니다.</translation>
    </message>
    <message>
        <source>There is no event template “{template}”. Templates: {known}.</source>
        <translation>“{template}” 이벤트 템플릿이 없습니다. 사용할 수 있는 템플릿: {known}.</translation>
    </message>
    <message>
        <source>{member} has the value {text}, which cannot be used: {reason}</source>
        <translation>{member}의 값 {text}을(를) 사용할 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>The folder functions/{name} cannot be a function: use letters, digits, - and _ in its name.</source>
        <translation>functions/{name} 폴더는 함수가 될 수 없습니다. 이름에 영문자, 숫자, -, _만 사용하십시오.</translation>
    </message>
    <message>
        <source>{path} is not JSON: line {line}, column {column}: {reason}. Correct it; the function cannot run until then.</source>
        <translation>{path}: JSON이 아닙니다. {line}행 {column}열: {reason}. 고치기 전에는 함수를 실행할 수 없습니다.</translation>
    </message>
    <message>
        <source>The function “{function}” has no {path}. Add one with Runtime and Handler.</source>
        <translation>“{function}” 함수에 {path} 파일이 없습니다. Runtime과 Handler를 지정하여 추가하십시오.</translation>
    </message>
    <message>
        <source>There is no function “{function}” in this workspace.</source>
        <translation>이 워크스페이스에 “{function}” 함수가 없습니다.</translation>
    </message>
    <message>
        <source>The function “{function}” uses the layer {layer}, and there is no such folder in the workspace.</source>
        <translation>“{function}” 함수가 사용하는 레이어 {layer}에 해당하는 폴더가 워크스페이스에 없습니다.</translation>
    </message>
    <message>
        <source>There is no folder {path}. It may have been moved or deleted; open another one.</source>
        <translation>{path} 폴더가 없습니다. 이동되었거나 삭제되었을 수 있으므로 다른 폴더를 여십시오.</translation>
    </message>
    <message>
        <source>The folder {path} cannot be read. Check its permissions.</source>
        <translation>{path} 폴더를 읽을 수 없습니다. 권한을 확인하십시오.</translation>
    </message>
    <message>
        <source>Only {watched} of {wanted} folders can be watched for changes. Raise fs.inotify.max_user_watches, or reopen the workspace after changes.</source>
        <translation>폴더 {wanted}개 중 {watched}개만 변경을 감시할 수 있습니다. fs.inotify.max_user_watches 값을 늘리거나, 변경 후 워크스페이스를 다시 여십시오.</translation>
    </message>
    <message>
        <source>Changes on disk cannot be watched: {reason}. Reopen the workspace after changes.</source>
        <translation>디스크의 변경을 감시할 수 없습니다({reason}). 변경 후 워크스페이스를 다시 여십시오.</translation>
    </message>
    <message>
        <source>Entries left out of the run history because they came too fast to be written: {count}.</source>
        <translation>너무 빠르게 발생하여 실행 기록에서 제외된 항목: {count}개.</translation>
    </message>
    <message>
        <source>The definition has no states to draw. Add one under &quot;States&quot;.</source>
        <translation>정의에 그릴 상태가 없습니다. &quot;States&quot;에 상태를 추가하십시오.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what is wrong, and why</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Add the delimiters {% and %}</source>
        <translation>구분 기호 {% %} 추가</translation>
    </message>
    <message>
        <source>Add “{field}”: {value}</source>
        <translation>“{field}”: {value} 추가</translation>
    </message>
    <message>
        <source>Move “{value}” to the end</source>
        <translation>“{value}”을(를) 맨 끝으로 이동</translation>
    </message>
    <message>
        <source>Remove “{field}”</source>
        <translation>“{field}” 제거</translation>
    </message>
    <message>
        <source>Delete the state “{state}”</source>
        <translation>상태 “{state}” 삭제</translation>
    </message>
    <message>
        <source>Rename “{from}” to “{to}”</source>
        <translation>“{from}”의 이름을 “{to}”(으)로 바꾸기</translation>
    </message>
    <message>
        <source>Go to “{state}” instead</source>
        <translation>대신 “{state}”(으)로 이동</translation>
    </message>
    <message>
        <source>Replace {from} by {to}</source>
        <translation>{from}을(를) {to}(으)로 바꾸기</translation>
    </message>
    <message>
        <source>The mocked result is not JSON: line {line}, column {column}: {reason}. Correct it and test again.</source>
        <translation>모의 결과가 JSON이 아닙니다. {line}행 {column}열: {reason}. 고친 뒤 다시 테스트하세요.</translation>
    </message>
    <message>
        <source>The state cannot run: {message} (at {pointer})</source>
        <translation>상태를 실행할 수 없습니다: {message} (위치: {pointer})</translation>
    </message>
    <message>
        <source>“{state}” waits for somebody else to end its task. Test it with a mocked result or error.</source>
        <translation>“{state}”은(는) 다른 쪽에서 작업을 끝내 주기를 기다립니다. 모의 결과나 오류로 테스트하세요.</translation>
    </message>
    <message>
        <source>Say which state of the state machine is to be tested. States here: {known}.</source>
        <translation>상태 머신의 어느 상태를 테스트할지 지정하세요. 상태 목록: {known}.</translation>
    </message>
    <message>
        <source>There is no state “{state}” in this state machine. States here: {known}.</source>
        <translation>이 상태 머신에는 “{state}” 상태가 없습니다. 상태 목록: {known}.</translation>
    </message>
    <message>
        <source>“{text}” is no time. Write 100ms, uniform:100ms:20ms, exponential:100ms or lognormal:100ms:50ms.</source>
        <translation>“{text}”은(는) 시간이 아닙니다. 100ms, uniform:100ms:20ms, exponential:100ms 또는 lognormal:100ms:50ms처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“{text}” is no load. Write once, burst:100, steady:50/s:10m, ramp:0-100/s:5m or poisson:20/s:1h.</source>
        <translation>“{text}”은(는) 부하가 아닙니다. once, burst:100, steady:50/s:10m, ramp:0-100/s:5m 또는 poisson:20/s:1h처럼 쓰세요.</translation>
    </message>
    <message>
        <source>Line {line} of the trace begins with “{text}”, which is no time in seconds.</source>
        <translation>추적 파일의 {line}행이 “{text}”(으)로 시작하는데, 초 단위 시간이 아닙니다.</translation>
    </message>
    <message>
        <source>The function “{function}” mounts a file system, and there is no folder {folder} in the workspace. Create it: it holds the files.</source>
        <translation>“{function}” 함수가 파일 시스템을 마운트하지만 워크스페이스에 {folder} 폴더가 없습니다. 파일을 담을 이 폴더를 만드세요.</translation>
    </message>
    <message>
        <source>There is no test case “{testCase}” for “{machine}” among the mocks. Test cases here: {known}.</source>
        <translation>모의 응답 중에 “{machine}”의 테스트 케이스 “{testCase}”이(가) 없습니다. 여기에 있는 테스트 케이스: {known}.</translation>
    </message>
    <message>
        <source>A mock stands in for “{state}”, which is no Task state of the state machine. Task states here: {known}.</source>
        <translation>모의 응답이 대신하는 “{state}”은(는) 이 상태 머신의 Task 상태가 아닙니다. 여기에 있는 Task 상태: {known}.</translation>
    </message>
    <message>
        <source>The cause is “{actual}” where “{expected}” was expected.</source>
        <translation>원인이 “{expected}”이어야 하는데 “{actual}”입니다.</translation>
    </message>
    <message>
        <source>The error is “{actual}” where “{expected}” was expected.</source>
        <translation>오류가 “{expected}”이어야 하는데 “{actual}”입니다.</translation>
    </message>
    <message>
        <source>The test&apos;s event “{event}” is not among the test events of “{target}”. Test events here: {known}.</source>
        <translation>테스트의 이벤트 “{event}”이(가) “{target}”의 테스트 이벤트에 없습니다. 여기에 있는 테스트 이벤트: {known}.</translation>
    </message>
    <message>
        <source>The output has {actual} at “{pointer}” where {expected} was expected.</source>
        <translation>출력의 “{pointer}” 값이 {expected}이어야 하는데 {actual}입니다.</translation>
    </message>
    <message>
        <source>Step {position} of the path is “{actual}” where “{expected}” was expected.</source>
        <translation>경로의 {position}번째 단계가 “{expected}”이어야 하는데 “{actual}”입니다.</translation>
    </message>
    <message>
        <source>It ended as {actual} where {expected} was expected. {error} {cause}</source>
        <translation>{expected}(으)로 끝나야 하는데 {actual}(으)로 끝났습니다. {error} {cause}</translation>
    </message>
    <message>
        <source>No trace is chosen. Choose a file with one time in seconds per line.</source>
        <translation>선택한 트레이스가 없습니다. 한 줄에 초 단위 시각이 하나씩 있는 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>“{function}” has not run here yet. Invoke it a few times, or say how long it takes, for example lognormal:100ms:50ms.</source>
        <translation>“{function}”은(는) 아직 여기서 실행한 적이 없습니다. 몇 번 호출하거나 걸리는 시간을 입력하세요. 예: lognormal:100ms:50ms.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>스냅샷</translation>
    </message>
    <message>
        <source>This environment was initialised once to be the snapshot of its version (SnapStart). It serves nothing itself: the others of the version are restored from it, without running their initialisation again.</source>
        <translation>이 실행 환경은 해당 버전의 스냅샷(SnapStart)이 되기 위해 한 번만 초기화되었습니다. 스스로는 요청을 처리하지 않으며, 같은 버전의 다른 환경은 초기화를 다시 실행하지 않고 여기에서 복원됩니다.</translation>
    </message>
    <message>
        <source>%L1 invocations were running, and the function has reserved %L2.</source>
        <translation>호출 %L1건이 실행 중이었고, 이 함수가 예약한 동시성은 %L2입니다.</translation>
    </message>
    <message>
        <source>The function has reserved a concurrency of 0, which stops it.</source>
        <translation>이 함수는 동시성을 0으로 예약해 멈춰 있습니다.</translation>
    </message>
    <message>
        <source>All of the function&apos;s reserved concurrency is provisioned for its versions, so nothing is left for what is not provisioned.</source>
        <translation>예약된 동시성이 모두 함수의 버전에 프로비저닝되어 있어, 프로비저닝되지 않은 호출에는 남은 것이 없습니다.</translation>
    </message>
    <message>
        <source>%L1 invocations were running, and functions without a reservation share %L2.</source>
        <translation>호출 %L1건이 실행 중이었고, 예약이 없는 함수들은 동시성 %L2를 함께 씁니다.</translation>
    </message>
    <message>
        <source>Every environment was busy, and a function may start %L1 new ones in 10 seconds: all of these had just started.</source>
        <translation>모든 실행 환경이 사용 중이었고, 함수 하나는 10초에 새 환경을 %L1개까지 시작할 수 있는데 방금 모두 시작했습니다.</translation>
    </message>
    <message>
        <source>%L1 requests had come in this second, and %L2 are allowed: 10 a second for each unit of concurrency. Functions that take less than 100 ms meet this limit before their concurrency. For local load tests it can be switched off in the settings.</source>
        <translation>이 1초 동안 요청 %L1건이 들어왔고 허용량은 %L2건입니다. 동시성 1마다 초당 10건입니다. 100 ms보다 짧은 함수는 동시성보다 이 제한에 먼저 닿습니다. 로컬 부하 테스트에서는 설정에서 끌 수 있습니다.</translation>
    </message>
    <message>
        <source>SnapStart and file systems do not go together. Take one of them out of function.json.</source>
        <translation>SnapStart와 파일 시스템은 함께 쓸 수 없습니다. function.json에서 둘 중 하나를 빼세요.</translation>
    </message>
    <message>
        <source>The runtime “{runtime}” has no SnapStart. Use python3.12 or later, or set SnapStart.ApplyOn in function.json to None.</source>
        <translation>런타임 “{runtime}”은(는) SnapStart를 지원하지 않습니다. python3.12 이상을 쓰거나 function.json의 SnapStart.ApplyOn을 None으로 바꾸세요.</translation>
    </message>
    <message>
        <source>{member} in function.json is {value}; with SnapStart {max} MB are the most.</source>
        <translation>function.json의 {member} 값이 {value}입니다. SnapStart를 쓰면 {max} MB까지만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>{member} in function.json is {value}, which is no version of {runtime} here. GetFunctionConfiguration and the INIT_START line of a log tell the ones that are.</source>
        <translation>function.json의 {member} 값 {value}은(는) 여기에 있는 {runtime}의 버전이 아닙니다. 있는 버전은 GetFunctionConfiguration과 로그의 INIT_START 줄에서 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Variables have to be a JSON object, such as {&quot;count&quot;: 1}.</source>
        <translation>변수는 {&quot;count&quot;: 1}과 같은 JSON 객체여야 합니다.</translation>
    </message>
    <message>
        <source>This condition cannot be used: {reason}</source>
        <translation>이 조건은 사용할 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>There is nothing to edit here: the run is not about to enter a state. Step on to the next state and edit it there.</source>
        <translation>여기에는 편집할 것이 없습니다. 실행이 상태에 들어가기 직전이 아닙니다. 다음 상태까지 진행한 뒤 편집하세요.</translation>
    </message>
    <message>
        <source>“{state}” ends the workflow, so nothing can come after it. Put it before “{state}”, or on another line.</source>
        <translation>“{state}”에서 워크플로가 끝나므로 그 뒤에는 아무것도 올 수 없습니다. “{state}” 앞이나 다른 선에 놓으세요.</translation>
    </message>
    <message>
        <source>“{state}” stays in JSONPath: {field} cannot be converted ({reason}).</source>
        <translation>“{state}”은(는) JSONPath로 남습니다. {field}을(를) 변환할 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>“{state}” stays in JSONata: {field} computes what no path of JSONPath can ({reason}).</source>
        <translation>“{state}”은(는) JSONata로 남습니다. {field}이(가) JSONPath 경로로 나타낼 수 없는 계산을 합니다({reason}).</translation>
    </message>
    <message>
        <source>“{new}” ends the way there, so nothing would lead to “{state}” any more. Put it on a line whose target is reached in another way, or at the end.</source>
        <translation>“{new}”에서 흐름이 끝나므로 “{state}”에 이르는 길이 없어집니다. 다른 길로도 이르는 상태 앞의 선이나 끝에 놓으세요.</translation>
    </message>
    <message>
        <source>No Next leads to “{state}”, so it cannot move further up.</source>
        <translation>“{state}”(으)로 이어지는 Next가 없으므로 더 위로 옮길 수 없습니다.</translation>
    </message>
    <message>
        <source>“{state}” cannot move into itself. Choose a place outside it.</source>
        <translation>“{state}”을(를) 그 자신 안으로 옮길 수 없습니다. 바깥의 자리를 고르세요.</translation>
    </message>
    <message>
        <source>“{state}” uses JSONPath, and this workflow is written in JSONata. Convert the state to JSONata first.</source>
        <translation>“{state}”은(는) JSONPath를 쓰는데 이 워크플로는 JSONata로 작성되어 있습니다. 먼저 상태를 JSONata로 변환하세요.</translation>
    </message>
    <message>
        <source>“{state}” goes on to no state by Next, so it cannot move further down.</source>
        <translation>“{state}”에서 Next로 이어지는 상태가 없으므로 더 아래로 옮길 수 없습니다.</translation>
    </message>
    <message>
        <source>“{state}” needs a state inside it. Delete “{state}” itself, or put another state there first.</source>
        <translation>“{state}” 안에는 상태가 있어야 합니다. “{state}” 자체를 삭제하거나 먼저 다른 상태를 넣으세요.</translation>
    </message>
    <message>
        <source>The only rule of “{state}” leads to “{target}”. Lead it to another state first, or delete “{state}” as well.</source>
        <translation>“{state}”의 유일한 규칙이 “{target}”(으)로 이어집니다. 먼저 다른 상태로 잇거나 “{state}”도 함께 삭제하세요.</translation>
    </message>
    <message>
        <source>“{state}” has Retry or Catch, which the states inside would lose. Take them away from “{state}” first.</source>
        <translation>“{state}”에 Retry나 Catch가 있어 안쪽 상태들이 이를 잃게 됩니다. 먼저 “{state}”에서 없애세요.</translation>
    </message>
    <message>
        <source>The whole workflow is written in JSONata, so “{state}” cannot use JSONPath.</source>
        <translation>워크플로 전체가 JSONata로 작성되어 있으므로 “{state}”은(는) JSONPath를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Transitions lead both to “{first}” and to “{second}”. Select states that are entered at one of them only.</source>
        <translation>전이가 “{first}”와(과) “{second}” 양쪽으로 이어집니다. 한 곳으로만 들어가는 상태들을 선택하세요.</translation>
    </message>
    <message>
        <source>The selected states lead both to “{first}” and to “{second}”. Select states that go on to one state only.</source>
        <translation>선택한 상태들이 “{first}”와(과) “{second}” 양쪽으로 이어집니다. 한 상태로만 이어지는 상태들을 선택하세요.</translation>
    </message>
    <message>
        <source>“{state}” is a Map, which has one item processor and no branches. Put the state inside it.</source>
        <translation>“{state}”은(는) 항목 처리기가 하나이고 분기가 없는 Map입니다. 상태를 그 안에 놓으세요.</translation>
    </message>
    <message>
        <source>A state&apos;s name cannot have line breaks, tabs or other control characters.</source>
        <translation>상태 이름에는 줄 바꿈, 탭 같은 제어 문자를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>A state needs a name. Type one, or press Esc to keep the old one.</source>
        <translation>상태에는 이름이 있어야 합니다. 이름을 입력하거나 Esc를 눌러 예전 이름을 유지하세요.</translation>
    </message>
    <message>
        <source>Another state is called “{state}” already. Names are unique in the whole workflow.</source>
        <translation>“{state}”(이)라는 상태가 이미 있습니다. 이름은 워크플로 전체에서 하나뿐이어야 합니다.</translation>
    </message>
    <message>
        <source>A state&apos;s name has at most {limit} characters. Shorten it.</source>
        <translation>상태 이름은 최대 {limit}자입니다. 줄여 주세요.</translation>
    </message>
    <message>
        <source>A rule, a Default and a catcher of “{state}” must lead to a state; they cannot lead to the end.</source>
        <translation>“{state}”의 규칙, Default, 캐처는 상태로 이어져야 하며 끝으로 이을 수 없습니다.</translation>
    </message>
    <message>
        <source>“{state}” is of type {type} and has no branches. Only a Parallel has.</source>
        <translation>“{state}”은(는) {type} 유형이라 분기가 없습니다. 분기는 Parallel에만 있습니다.</translation>
    </message>
    <message>
        <source>“{state}” is of type {type}, which catches no errors. Only Task, Parallel and Map do.</source>
        <translation>“{state}”은(는) {type} 유형이라 오류를 잡지 않습니다. Task, Parallel, Map만 오류를 잡습니다.</translation>
    </message>
    <message>
        <source>States can be put in a Parallel or in a Map, not in a {type}.</source>
        <translation>상태는 Parallel이나 Map에 넣을 수 있으며 {type}에는 넣을 수 없습니다.</translation>
    </message>
    <message>
        <source>That transition of “{state}” is not there any more.</source>
        <translation>“{state}”의 그 전이는 이제 없습니다.</translation>
    </message>
    <message>
        <source>“{state}” has no states inside it that could be taken out.</source>
        <translation>“{state}” 안에는 꺼낼 상태가 없습니다.</translation>
    </message>
    <message>
        <source>There is no workflow, branch or item processor at that place.</source>
        <translation>그 자리에는 워크플로도 분기도 항목 처리기도 없습니다.</translation>
    </message>
    <message>
        <source>The state at {pointer} is not there any more.</source>
        <translation>{pointer}에 있던 상태는 이제 없습니다.</translation>
    </message>
    <message>
        <source>A {type} such as “{state}” has no transition of that kind.</source>
        <translation>“{state}” 같은 {type}에는 그런 종류의 전이가 없습니다.</translation>
    </message>
    <message>
        <source>A state is one of Task, Pass, Choice, Wait, Succeed, Fail, Parallel and Map.</source>
        <translation>상태는 Task, Pass, Choice, Wait, Succeed, Fail, Parallel, Map 가운데 하나입니다.</translation>
    </message>
    <message>
        <source>That is no state and no workflow. Copy states from a canvas or from a definition.</source>
        <translation>상태도 워크플로도 아닙니다. 캔버스나 정의에서 상태를 복사하세요.</translation>
    </message>
    <message>
        <source>No state is selected. Select one first.</source>
        <translation>선택한 상태가 없습니다. 먼저 하나를 선택하세요.</translation>
    </message>
    <message>
        <source>“{from}” and “{to}” are in different branches. A transition stays within its branch.</source>
        <translation>“{from}”와(과) “{to}”은(는) 서로 다른 분기에 있습니다. 전이는 자기 분기 안에서만 이어집니다.</translation>
    </message>
    <message>
        <source>“{state}” is there already.</source>
        <translation>“{state}”은(는) 이미 그 자리에 있습니다.</translation>
    </message>
    <message>
        <source>“{state}” has {count} branches. Only the one branch of a Parallel can take its place.</source>
        <translation>“{state}”에는 분기가 {count}개 있습니다. 분기가 하나뿐인 Parallel만 그 내용으로 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>“{first}” and “{second}” are in different branches. Select states of one branch.</source>
        <translation>“{first}”와(과) “{second}”은(는) 서로 다른 분기에 있습니다. 한 분기의 상태들을 선택하세요.</translation>
    </message>
    <message>
        <source>Another part of the text shares what would change, by an anchor or a merge of YAML. Change it in the text.</source>
        <translation>YAML 앵커나 병합으로 텍스트의 다른 곳과 공유하는 부분이 바뀌게 됩니다. 텍스트에서 직접 바꾸세요.</translation>
    </message>
    <message>
        <source>Some of the selected states end the workflow and others go on to “{target}”. Select states that all do the same.</source>
        <translation>선택한 상태 가운데 일부는 워크플로를 끝내고 일부는 “{target}”(으)로 이어집니다. 모두 같은 상태들을 선택하세요.</translation>
    </message>
    <message>
        <source>“{to}” is in another branch, so this start cannot lead to it.</source>
        <translation>“{to}”은(는) 다른 분기에 있으므로 이 시작점에서 이을 수 없습니다.</translation>
    </message>
    <message>
        <source>A workflow or branch must start at a state.</source>
        <translation>워크플로나 분기는 상태에서 시작해야 합니다.</translation>
    </message>
    <message>
        <source>This run was not written down, so nothing can go on from it. Runs of Standard workflows are, Express ones are not.</source>
        <translation>이 실행은 기록되지 않아 이어서 진행할 수 없습니다. Standard 워크플로의 실행은 기록되고 Express는 기록되지 않습니다.</translation>
    </message>
    <message>
        <source>The record of this run is damaged, so it cannot go on ({reason}).</source>
        <translation>이 실행의 기록이 손상되어 이어서 진행할 수 없습니다({reason}).</translation>
    </message>
    <message>
        <source>This run had not begun, so there is nothing to go on from. Run the workflow again.</source>
        <translation>이 실행은 시작되지 않아 이어서 진행할 것이 없습니다. 워크플로를 다시 실행하세요.</translation>
    </message>
    <message>
        <source>The record of this run was written by a newer Warmstart (version {version}).</source>
        <translation>이 실행의 기록은 더 새로운 Warmstart(버전 {version})가 작성했습니다.</translation>
    </message>
    <message>
        <source>Only a run that has failed, timed out or was stopped can be redriven.</source>
        <translation>실패했거나 시간이 초과되었거나 중지된 실행만 재구동할 수 있습니다.</translation>
    </message>
    <message>
        <source>The run cannot go on from here: with what was changed, its past would have been another one. Start a new run instead.</source>
        <translation>여기서부터 이어서 실행할 수 없습니다. 변경한 내용대로라면 지난 과정이 달라졌을 것입니다. 새로 실행하세요.</translation>
    </message>
    <message>
        <source>The record of this run does not come as far as event {event}.</source>
        <translation>이 실행의 기록은 이벤트 {event}까지 이르지 않습니다.</translation>
    </message>
    <message>
        <source>No workspace is open. Open a folder first.</source>
        <translation>열린 워크스페이스가 없습니다. 먼저 폴더를 여세요.</translation>
    </message>
    <message>
        <source>“{text}” is no weight. Write the second version and its share, such as 2=0.1.</source>
        <translation>“{text}”은(는) 가중치가 아닙니다. 두 번째 버전과 그 비율을 2=0.1처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“{text}” is no day since {first}. Write it as 2023-11-26.</source>
        <translation>“{text}”은(는) {first} 이후의 날짜가 아닙니다. 2023-11-26처럼 쓰세요.</translation>
    </message>
    <message>
        <source>The request is not JSON: line {line}, column {column}: {reason}.</source>
        <translation>요청이 JSON이 아닙니다: {line}행 {column}열: {reason}.</translation>
    </message>
    <message>
        <source>A request is a JSON object: members such as FunctionName in braces.</source>
        <translation>요청은 JSON 객체입니다. FunctionName 같은 멤버를 중괄호 안에 쓰세요.</translation>
    </message>
    <message>
        <source>The Lambda API has no operation “{action}”.</source>
        <translation>Lambda API에는 “{action}” 작업이 없습니다.</translation>
    </message>
    <message>
        <source>git is not installed. Install the package git to compare with the last commit.</source>
        <translation>git이 설치되어 있지 않습니다. 마지막 커밋과 비교하려면 git 패키지를 설치하세요.</translation>
    </message>
    <message>
        <source>The last commit has no {path}: {reason}</source>
        <translation>마지막 커밋에 {path}이(가) 없습니다: {reason}</translation>
    </message>
    <message>
        <source>{path} does not say which kind of picture it is. End its name in .svg, .png or .pdf.</source>
        <translation>{path}에서 그림의 종류를 알 수 없습니다. 이름을 .svg, .png 또는 .pdf로 끝내세요.</translation>
    </message>
    <message>
        <source>The answer cannot be sent: {message}</source>
        <translation>답변을 보낼 수 없습니다: {message}</translation>
    </message>
    <message>
        <source>This is no token of a task: {message}</source>
        <translation>작업의 토큰이 아닙니다: {message}</translation>
    </message>
    <message>
        <source>The task does not wait any more: {message}</source>
        <translation>작업이 더 이상 기다리지 않습니다: {message}</translation>
    </message>
    <message>
        <source>{path} cannot be read from line {line}, column {column} on: {reason}. The file is left as it is.</source>
        <translation>{path} 파일을 {line}행 {column}열부터 읽을 수 없습니다: {reason}. 파일은 그대로 둡니다.</translation>
    </message>
    <message>
        <source>{path}: line {line}: the definition of {machine} cannot be read from here. Give it as Definition, as DefinitionString, or as a DefinitionUri that is a local file.</source>
        <translation>{path}: {line}행: {machine}의 정의를 여기서 읽을 수 없습니다. Definition이나 DefinitionString으로 쓰거나 DefinitionUri에 로컬 파일을 지정하세요.</translation>
    </message>
    <message>
        <source>{path} is there already, so nothing was imported. Rename or move it, then import again.</source>
        <translation>{path} 파일이 이미 있어 가져오지 않았습니다. 이름을 바꾸거나 옮긴 뒤 다시 가져오세요.</translation>
    </message>
    <message>
        <source>{path}: line {line}: “{machine}” cannot be the name of a state machine: use letters, digits, hyphens and underscores.</source>
        <translation>{path}: {line}행: “{machine}”은(는) 상태 머신의 이름이 될 수 없습니다. 영문자, 숫자, 하이픈, 밑줄만 쓰세요.</translation>
    </message>
    <message>
        <source>{path} has no state machine: its Resources need one of the type AWS::Serverless::StateMachine or AWS::StepFunctions::StateMachine.</source>
        <translation>{path}에 상태 머신이 없습니다. Resources에 AWS::Serverless::StateMachine이나 AWS::StepFunctions::StateMachine 유형의 리소스가 있어야 합니다.</translation>
    </message>
    <message>
        <source>“{state}” reads the context of this execution, and a state machine of its own has another one. Hand the value on in the state&apos;s input first.</source>
        <translation>“{state}”이(가) 이 실행의 컨텍스트를 읽는데, 별도의 상태 머신에는 다른 컨텍스트가 있습니다. 먼저 그 값을 상태의 입력으로 넘기세요.</translation>
    </message>
    <message>
        <source>“{state}” and the states on the other side share the variable {variable}, and a state machine of its own cannot see it. Hand the value on in the input or the output first.</source>
        <translation>“{state}”이(가) 반대쪽 상태와 변수 {variable}을(를) 함께 쓰는데, 별도의 상태 머신에서는 이 변수를 볼 수 없습니다. 먼저 그 값을 입력이나 출력으로 넘기세요.</translation>
    </message>
    <message>
        <source>The code in {path} is larger than the {limit} MB that a function may have. Leave that function out.</source>
        <translation>{path}의 코드가 함수에 허용되는 {limit} MB보다 큽니다. 그 함수는 빼고 가져오세요.</translation>
    </message>
    <message>
        <source>The event takes the last result of “{source}”, which ended with the error {error}. Run it again until it succeeds.</source>
        <translation>이벤트는 “{source}”의 마지막 결과를 쓰는데, 오류 {error}(으)로 끝났습니다. 성공할 때까지 다시 실행하십시오.</translation>
    </message>
    <message>
        <source>A part of a chained event cannot be given as “{form}”. Write json, text or base64.</source>
        <translation>연결된 이벤트의 일부를 “{form}” 형식으로 줄 수 없습니다. json, text 또는 base64를 쓰십시오.</translation>
    </message>
    <message>
        <source>The event takes the last result of “{source}”, which has none yet. Run “{source}” first.</source>
        <translation>이벤트는 “{source}”의 마지막 결과를 쓰는데, 아직 결과가 없습니다. 먼저 “{source}”을(를) 실행하십시오.</translation>
    </message>
    <message>
        <source>The last result of “{source}” has nothing at {path}. {reason}</source>
        <translation>“{source}”의 마지막 결과에는 {path} 위치에 아무것도 없습니다. {reason}</translation>
    </message>
    <message>
        <source>The event takes the last result of “{source}”, which is neither a function nor a state machine of the workspace.</source>
        <translation>이벤트는 “{source}”의 마지막 결과를 쓰는데, 워크스페이스에 그런 함수나 상태 머신이 없습니다.</translation>
    </message>
    <message>
        <source>The event has no place for “{field}” any more. Take the template again, or write it into the JSON.</source>
        <translation>이벤트에 “{field}” 필드의 자리가 더 이상 없습니다. 템플릿을 다시 가져오거나 JSON에 직접 쓰십시오.</translation>
    </message>
    <message>
        <source>“{value}” is not base64. {field} takes coded data.</source>
        <translation>“{value}”은(는) base64가 아닙니다. {field} 필드에는 인코딩된 데이터가 필요합니다.</translation>
    </message>
    <message>
        <source>“{value}” is not possible for {field}. Choose one of: {choices}.</source>
        <translation>{field} 필드에는 “{value}” 값을 쓸 수 없습니다. 다음 중에서 고르십시오: {choices}.</translation>
    </message>
    <message>
        <source>“{value}” is no date. Write {field} as 2026-03-14 or as 2026-03-14T09:26:53Z.</source>
        <translation>“{value}”은(는) 날짜가 아닙니다. {field} 필드를 2026-03-14 또는 2026-03-14T09:26:53Z처럼 쓰십시오.</translation>
    </message>
    <message>
        <source>{field} has to be JSON: line {line}, column {column}: {reason}</source>
        <translation>{field} 필드는 JSON이어야 합니다: {line}행 {column}열: {reason}</translation>
    </message>
    <message>
        <source>“{value}” is not a number. {field} takes one.</source>
        <translation>“{value}”은(는) 숫자가 아닙니다. {field} 필드에는 숫자가 필요합니다.</translation>
    </message>
    <message>
        <source>The event has no field “{field}”. Its fields: {known}.</source>
        <translation>이벤트에 “{field}” 필드가 없습니다. 있는 필드: {known}.</translation>
    </message>
    <message>
        <source>The event template cannot be used: {reason}.</source>
        <translation>이벤트 템플릿을 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>The event takes the last result of “{source}”, which is too large to be kept. Let it give less, or save the result as an event.</source>
        <translation>이벤트는 “{source}”의 마지막 결과를 쓰는데, 너무 커서 보관되지 않았습니다. 결과를 줄이거나 이벤트로 저장하십시오.</translation>
    </message>
    <message>
        <source>Functions may use the network, but the program that connects them is not there: install the Debian package slirp4netns.</source>
        <translation>함수가 네트워크를 쓸 수 있게 설정되어 있지만 연결해 주는 프로그램이 없습니다. Debian 패키지 slirp4netns를 설치하세요.</translation>
    </message>
    <message>
        <source>The text is not YAML: %1</source>
        <translation>텍스트가 YAML이 아닙니다: %1</translation>
    </message>
    <message>
        <source>{path} says nothing that the canvas can use: {pointer} {reason}. The file is left as it is.</source>
        <translation>{path}에는 캔버스에서 쓸 수 없는 내용이 있습니다. {pointer}: {reason}. 파일은 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>The mocks cannot be used: {pointer} {reason}.</source>
        <translation>모의 응답을 쓸 수 없습니다. {pointer}: {reason}.</translation>
    </message>
    <message>
        <source>{expression} comes to {actual} where true was expected.</source>
        <translation>{expression}의 계산 결과는 true여야 하는데 {actual}입니다.</translation>
    </message>
    <message>
        <source>{expression} cannot be computed, where true was expected: {reason}</source>
        <translation>결과가 true여야 하는 {expression}을(를) 계산할 수 없습니다. {reason}</translation>
    </message>
    <message>
        <source>{expression} comes to nothing where true was expected.</source>
        <translation>{expression}의 계산 결과는 true여야 하는데 아무 값도 나오지 않습니다.</translation>
    </message>
    <message>
        <source>The tests cannot be read: {pointer} {reason}.</source>
        <translation>테스트를 읽을 수 없습니다. {pointer}: {reason}.</translation>
    </message>
    <message>
        <source>SnapStart and tenant isolation do not go together. Take TenancyConfig out of function.json or set SnapStart.ApplyOn to None.</source>
        <translation>SnapStart와 테넌트 격리는 함께 쓸 수 없습니다. function.json에서 TenancyConfig를 빼거나 SnapStart.ApplyOn을 None으로 설정하세요.</translation>
    </message>
    <message>
        <source>Cold: first of this tenant</source>
        <translation>콜드: 이 테넌트의 첫 번째</translation>
    </message>
    <message>
        <source>Other tenants have environments, but with tenant isolation an environment serves one tenant for all its life. A first one was created for this tenant.</source>
        <translation>다른 테넌트의 환경은 있지만, 테넌트 격리에서는 환경 하나가 끝까지 한 테넌트만 처리합니다. 이 테넌트를 위한 첫 환경이 만들어졌습니다.</translation>
    </message>
    <message>
        <source>Tenants had %L1 environments, busy or idle, and the function may have %L2: 2,500 for every 1,000 of its concurrency. Those of other tenants are not taken.</source>
        <translation>테넌트들의 환경이 사용 중이거나 유휴 상태로 %L1개 있었고, 이 함수에는 %L2개까지 허용됩니다. 동시성 1,000마다 2,500개입니다. 다른 테넌트의 환경은 쓰지 않습니다.</translation>
    </message>
</context>
<context>
    <name>PauseWords</name>
    <message>
        <source>That was in number %1 of %2.</source>
        <translation>%2의 %1번째 항목에서 멈췄습니다.</translation>
    </message>
    <message>
        <source>That was in number %1 of %2, the child execution %3.</source>
        <translation>%2의 %1번째 항목인 하위 실행 %3에서 멈췄습니다.</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>there is nothing to compare</source>
        <translation>비교할 내용이 없습니다</translation>
    </message>
    <message>
        <source>ErrorEquals names no error</source>
        <translation>ErrorEquals에 오류 이름이 없습니다</translation>
    </message>
    <message>
        <source>the field is missing</source>
        <translation>필드가 없습니다</translation>
    </message>
    <message>
        <source>neither Next nor End says what comes after the state</source>
        <translation>상태 다음에 무엇이 오는지 알려 주는 Next나 End가 없습니다</translation>
    </message>
    <message>
        <source>a number is expected</source>
        <translation>숫자여야 합니다</translation>
    </message>
    <message>
        <source>an object is expected</source>
        <translation>객체여야 합니다</translation>
    </message>
    <message>
        <source>a path is expected</source>
        <translation>경로여야 합니다</translation>
    </message>
    <message>
        <source>only s3:getObject and s3:listObjectsV2 can read items</source>
        <translation>항목은 s3:getObject와 s3:listObjectsV2로만 읽을 수 있습니다</translation>
    </message>
    <message>
        <source>there is no such state</source>
        <translation>그런 상태가 없습니다</translation>
    </message>
    <message>
        <source>there is no state</source>
        <translation>상태가 하나도 없습니다</translation>
    </message>
    <message>
        <source>nothing says how long to wait</source>
        <translation>얼마나 기다릴지 정해져 있지 않습니다</translation>
    </message>
    <message>
        <source>there is no such type of state</source>
        <translation>그런 상태 유형이 없습니다</translation>
    </message>
    <message>
        <source>nothing may follow the call</source>
        <translation>호출 뒤에는 아무것도 올 수 없습니다</translation>
    </message>
    <message>
        <source>a path, a call, a text in single quotes, a number, true, false or null is expected</source>
        <translation>경로, 호출, 작은따옴표로 묶은 텍스트, 숫자, true, false, null 가운데 하나가 와야 합니다</translation>
    </message>
    <message>
        <source>&apos;,&apos; or &apos;)&apos; is expected</source>
        <translation>&apos;,&apos; 또는 &apos;)&apos;가 와야 합니다</translation>
    </message>
    <message>
        <source>&apos;States.{name}&apos; does not take {count} arguments</source>
        <translation>&apos;States.{name}&apos;은(는) 인수를 {count}개 받지 않습니다</translation>
    </message>
    <message>
        <source>only &apos; { } and \ can be escaped</source>
        <translation>&apos; { } \ 만 이스케이프할 수 있습니다</translation>
    </message>
    <message>
        <source>&apos;(&apos; is expected</source>
        <translation>&apos;(&apos;가 와야 합니다</translation>
    </message>
    <message>
        <source>an intrinsic function begins with &apos;States.&apos;</source>
        <translation>내장 함수는 &apos;States.&apos;로 시작해야 합니다</translation>
    </message>
    <message>
        <source>the text is not closed</source>
        <translation>텍스트가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>calls are nested more than ten levels deep</source>
        <translation>호출이 열 단계보다 깊이 중첩되었습니다</translation>
    </message>
    <message>
        <source>there is no function &apos;States.{name}&apos;</source>
        <translation>&apos;States.{name}&apos;이라는 함수가 없습니다</translation>
    </message>
    <message>
        <source>“{found}” stands behind the end of the value</source>
        <translation>값이 끝난 뒤에 “{found}”이(가) 있습니다</translation>
    </message>
    <message>
        <source>the text ends before the &apos;]&apos; of an array</source>
        <translation>배열을 닫는 &apos;]&apos; 전에 텍스트가 끝났습니다</translation>
    </message>
    <message>
        <source>the byte order mark is not complete</source>
        <translation>바이트 순서 표시가 완전하지 않습니다</translation>
    </message>
    <message>
        <source>JSON has no comments</source>
        <translation>JSON에는 주석을 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>a line break, a tab or another control character within a text has to be written as an escape, such as \n</source>
        <translation>텍스트 안의 줄바꿈, 탭 같은 제어 문자는 \n처럼 이스케이프로 써야 합니다</translation>
    </message>
    <message>
        <source>the text ends where a &apos;:&apos; is expected</source>
        <translation>&apos;:&apos;가 와야 할 자리에서 텍스트가 끝났습니다</translation>
    </message>
    <message>
        <source>the text ends where a name in double quotes is expected</source>
        <translation>큰따옴표로 묶은 이름이 와야 할 자리에서 텍스트가 끝났습니다</translation>
    </message>
    <message>
        <source>the text ends where a value is expected</source>
        <translation>값이 와야 할 자리에서 텍스트가 끝났습니다</translation>
    </message>
    <message>
        <source>a backslash may be followed by one of &quot; \ / b f n r t u only</source>
        <translation>역슬래시 뒤에는 &quot; \ / b f n r t u 가운데 하나만 올 수 있습니다</translation>
    </message>
    <message>
        <source>\u has to be followed by 4 hexadecimal digits</source>
        <translation>\u 뒤에는 16진수 네 자리가 와야 합니다</translation>
    </message>
    <message>
        <source>“{found}” is no number: it begins with 0</source>
        <translation>“{found}”은(는) 0으로 시작하므로 숫자가 아닙니다</translation>
    </message>
    <message>
        <source>“{found}” stands where a &apos;:&apos; is expected</source>
        <translation>&apos;:&apos;가 와야 할 자리에 “{found}”이(가) 있습니다</translation>
    </message>
    <message>
        <source>“{found}” stands where &apos;,&apos; or &apos;]&apos; is expected</source>
        <translation>&apos;,&apos;나 &apos;]&apos;가 와야 할 자리에 “{found}”이(가) 있습니다</translation>
    </message>
    <message>
        <source>“{found}” stands where &apos;,&apos; or &apos;}&apos; is expected</source>
        <translation>&apos;,&apos;나 &apos;}&apos;가 와야 할 자리에 “{found}”이(가) 있습니다</translation>
    </message>
    <message>
        <source>“{found}” stands where a name in double quotes is expected</source>
        <translation>큰따옴표로 묶은 이름이 와야 할 자리에 “{found}”이(가) 있습니다</translation>
    </message>
    <message>
        <source>“{found}” stands where a value is expected</source>
        <translation>값이 와야 할 자리에 “{found}”이(가) 있습니다</translation>
    </message>
    <message>
        <source>the number lacks a digit</source>
        <translation>숫자 한 자리가 빠졌습니다</translation>
    </message>
    <message>
        <source>“{found}” is too large for a number</source>
        <translation>“{found}”은(는) 숫자로 나타내기에 너무 큽니다</translation>
    </message>
    <message>
        <source>the text ends before the &apos;}&apos; of an object</source>
        <translation>객체를 닫는 &apos;}&apos; 전에 텍스트가 끝났습니다</translation>
    </message>
    <message>
        <source>\u gives only one half of a pair of surrogates</source>
        <translation>\u가 서로게이트 쌍의 한쪽만 나타냅니다</translation>
    </message>
    <message>
        <source>the text in double quotes is not closed</source>
        <translation>큰따옴표로 연 텍스트가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>the text is nested deeper than 1000 levels</source>
        <translation>텍스트가 1000단계보다 깊이 중첩되었습니다</translation>
    </message>
    <message>
        <source>the bytes are not UTF-8</source>
        <translation>UTF-8이 아닌 바이트가 있습니다</translation>
    </message>
    <message>
        <source>“{found}” is no value: a text needs double quotes, and only true, false and null stand without</source>
        <translation>“{found}”은(는) 값이 아닙니다. 텍스트는 큰따옴표로 묶어야 하고, true, false, null만 그냥 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>String literal must be terminated by a matching quote</source>
        <translation>문자열은 같은 따옴표로 닫아야 합니다</translation>
    </message>
    <message>
        <source>Number out of range: {token}</source>
        <translation>숫자가 범위를 벗어났습니다: {token}</translation>
    </message>
    <message>
        <source>Unsupported escape sequence: \{token}</source>
        <translation>지원되지 않는 이스케이프입니다: \{token}</translation>
    </message>
    <message>
        <source>The escape sequence \u must be followed by 4 hex digits</source>
        <translation>이스케이프 \u 뒤에는 16진수 네 자리가 와야 합니다</translation>
    </message>
    <message>
        <source>Quoted property name must be terminated with a backquote (`)</source>
        <translation>따옴표로 묶은 속성 이름은 역따옴표(`)로 닫아야 합니다</translation>
    </message>
    <message>
        <source>Comment has no closing tag</source>
        <translation>주석이 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>Syntax error: {token}</source>
        <translation>구문 오류: {token}</translation>
    </message>
    <message>
        <source>Expected {value}, got {token}</source>
        <translation>{value}이(가) 와야 하는데 {token}이(가) 있습니다</translation>
    </message>
    <message>
        <source>Expected {value} before end of expression</source>
        <translation>식이 끝나기 전에 {value}이(가) 와야 합니다</translation>
    </message>
    <message>
        <source>Unknown operator: {token}</source>
        <translation>알 수 없는 연산자입니다: {token}</translation>
    </message>
    <message>
        <source>Unexpected token: {token}</source>
        <translation>여기에 올 수 없는 토큰입니다: {token}</translation>
    </message>
    <message>
        <source>Unknown expression type: {token}</source>
        <translation>알 수 없는 식 유형입니다: {token}</translation>
    </message>
    <message>
        <source>Unexpected end of expression</source>
        <translation>식이 중간에 끝났습니다</translation>
    </message>
    <message>
        <source>Parameter {value} of function definition must be a variable name (start with $)</source>
        <translation>함수 정의의 매개변수 {value}은(는) $로 시작하는 변수 이름이어야 합니다</translation>
    </message>
    <message>
        <source>A predicate cannot follow a grouping expression in a step</source>
        <translation>한 단계에서 그룹화 식 뒤에는 술어가 올 수 없습니다</translation>
    </message>
    <message>
        <source>Each step can only have one grouping expression</source>
        <translation>단계마다 그룹화 식은 하나만 둘 수 있습니다</translation>
    </message>
    <message>
        <source>The symbol {token} cannot be used as a unary operator</source>
        <translation>기호 {token}은(는) 단항 연산자로 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>The left side of := must be a variable name (start with $)</source>
        <translation>:=의 왼쪽은 $로 시작하는 변수 이름이어야 합니다</translation>
    </message>
    <message>
        <source>The literal value {value} cannot be used as a step within a path expression</source>
        <translation>리터럴 값 {value}은(는) 경로 식의 단계로 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>The right side of {token} must be a variable name (start with $)</source>
        <translation>{token}의 오른쪽은 $로 시작하는 변수 이름이어야 합니다</translation>
    </message>
    <message>
        <source>A context variable binding must precede any predicates on a step</source>
        <translation>컨텍스트 변수 바인딩은 단계의 술어보다 앞에 와야 합니다</translation>
    </message>
    <message>
        <source>A context variable binding must precede the &apos;order-by&apos; clause on a step</source>
        <translation>컨텍스트 변수 바인딩은 단계의 &apos;order-by&apos; 절보다 앞에 와야 합니다</translation>
    </message>
    <message>
        <source>The object representing the &apos;parent&apos; cannot be derived from this expression</source>
        <translation>이 식에서는 &apos;parent&apos;가 가리키는 객체를 알아낼 수 없습니다</translation>
    </message>
    <message>
        <source>Empty regular expressions are not allowed</source>
        <translation>빈 정규식은 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>No terminating / in regular expression</source>
        <translation>정규식을 닫는 /가 없습니다</translation>
    </message>
    <message>
        <source>Invalid regular expression: /{value}/: {reason}</source>
        <translation>정규식이 올바르지 않습니다: /{value}/: {reason}</translation>
    </message>
    <message>
        <source>Type parameters can only be applied to functions and arrays</source>
        <translation>형식 매개변수는 함수와 배열에만 붙일 수 있습니다</translation>
    </message>
    <message>
        <source>Choice groups containing parameterized types are not supported</source>
        <translation>매개변수가 있는 형식을 포함한 선택 그룹은 지원되지 않습니다</translation>
    </message>
    <message>
        <source>Attempted to evaluate an expression containing syntax error(s)</source>
        <translation>구문 오류가 있는 식을 평가하려고 했습니다</translation>
    </message>
    <message>
        <source>nothing may follow a function</source>
        <translation>함수 뒤에는 아무것도 올 수 없습니다</translation>
    </message>
    <message>
        <source>a name in quotes, an index, a slice, &apos;*&apos; or &apos;?&apos; is expected</source>
        <translation>따옴표로 묶은 이름, 인덱스, 슬라이스, &apos;*&apos;, &apos;?&apos; 가운데 하나가 와야 합니다</translation>
    </message>
    <message>
        <source>this character cannot stand here</source>
        <translation>여기에 올 수 없는 문자입니다</translation>
    </message>
    <message>
        <source>&apos;]&apos; is expected</source>
        <translation>&apos;]&apos;가 와야 합니다</translation>
    </message>
    <message>
        <source>&apos;)&apos; is expected</source>
        <translation>&apos;)&apos;가 와야 합니다</translation>
    </message>
    <message>
        <source>a comparison is expected</source>
        <translation>비교가 와야 합니다</translation>
    </message>
    <message>
        <source>a path must not end with a &apos;.&apos;</source>
        <translation>경로는 &apos;.&apos;으로 끝날 수 없습니다</translation>
    </message>
    <message>
        <source>there is no such function</source>
        <translation>그런 함수가 없습니다</translation>
    </message>
    <message>
        <source>a result cannot be put into the context object</source>
        <translation>결과는 컨텍스트 객체에 넣을 수 없습니다</translation>
    </message>
    <message>
        <source>a result cannot be put into a variable</source>
        <translation>결과는 변수에 넣을 수 없습니다</translation>
    </message>
    <message>
        <source>the list cannot be read as JSON</source>
        <translation>목록을 JSON으로 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>the list is not closed</source>
        <translation>목록이 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>a name is expected</source>
        <translation>이름이 와야 합니다</translation>
    </message>
    <message>
        <source>a path begins with &apos;$&apos;</source>
        <translation>경로는 &apos;$&apos;로 시작해야 합니다</translation>
    </message>
    <message>
        <source>this is no number</source>
        <translation>숫자가 아닙니다</translation>
    </message>
    <message>
        <source>there is no such operator</source>
        <translation>그런 연산자가 없습니다</translation>
    </message>
    <message>
        <source>this is no regular expression</source>
        <translation>정규식이 아닙니다</translation>
    </message>
    <message>
        <source>a quoted name is expected</source>
        <translation>따옴표로 묶은 이름이 와야 합니다</translation>
    </message>
    <message>
        <source>a reference path has names and indices only</source>
        <translation>참조 경로에는 이름과 인덱스만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>the step of a slice must not be 0</source>
        <translation>슬라이스의 간격은 0일 수 없습니다</translation>
    </message>
    <message>
        <source>the filter is nested too deeply</source>
        <translation>필터가 너무 깊이 중첩되었습니다</translation>
    </message>
    <message>
        <source>a value is expected</source>
        <translation>값이 와야 합니다</translation>
    </message>
    <message>
        <source>\ at end of pattern</source>
        <translation>패턴이 \로 끝났습니다</translation>
    </message>
    <message>
        <source>Unterminated character class</source>
        <translation>문자 클래스가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>Unmatched &apos;)&apos;</source>
        <translation>짝이 맞지 않는 &apos;)&apos;가 있습니다</translation>
    </message>
    <message>
        <source>Invalid group</source>
        <translation>그룹이 올바르지 않습니다</translation>
    </message>
    <message>
        <source>Unterminated group</source>
        <translation>그룹이 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>Invalid named reference</source>
        <translation>이름 참조가 올바르지 않습니다</translation>
    </message>
    <message>
        <source>Nothing to repeat</source>
        <translation>반복할 대상이 없습니다</translation>
    </message>
    <message>
        <source>a text is expected</source>
        <translation>텍스트여야 합니다</translation>
    </message>
    <message>
        <source>this character cannot stand in or behind a text without quotes</source>
        <translation>따옴표 없는 텍스트 안이나 뒤에 올 수 없는 문자입니다</translation>
    </message>
    <message>
        <source>an alias can have neither a tag nor an anchor nor a value</source>
        <translation>별칭에는 태그, 앵커, 값을 붙일 수 없습니다</translation>
    </message>
    <message>
        <source>&apos;*&apos; has to be followed by the name of an anchor</source>
        <translation>&apos;*&apos; 뒤에는 앵커 이름이 와야 합니다</translation>
    </message>
    <message>
        <source>there is no anchor of that name</source>
        <translation>그런 이름의 앵커가 없습니다</translation>
    </message>
    <message>
        <source>&apos;&amp;&apos; has to be followed by the name of the anchor</source>
        <translation>&apos;&amp;&apos; 뒤에는 앵커 이름이 와야 합니다</translation>
    </message>
    <message>
        <source>behind &apos;|&apos; or &apos;&gt;&apos; only &apos;+&apos;, &apos;-&apos; and an indentation may stand</source>
        <translation>&apos;|&apos;나 &apos;&gt;&apos; 뒤에는 &apos;+&apos;, &apos;-&apos;, 들여쓰기 숫자만 올 수 있습니다</translation>
    </message>
    <message>
        <source>the mapping in braces is not closed: &apos;,&apos; or &apos;}&apos; is expected</source>
        <translation>중괄호 매핑이 닫히지 않았습니다. &apos;,&apos;나 &apos;}&apos;가 와야 합니다</translation>
    </message>
    <message>
        <source>the list in brackets is not closed: &apos;,&apos; or &apos;]&apos; is expected</source>
        <translation>대괄호 목록이 닫히지 않았습니다. &apos;,&apos;나 &apos;]&apos;가 와야 합니다</translation>
    </message>
    <message>
        <source>the escape stands for no character</source>
        <translation>이스케이프에 해당하는 문자가 없습니다</translation>
    </message>
    <message>
        <source>a bracket or brace is closed that was not opened</source>
        <translation>연 적이 없는 괄호를 닫았습니다</translation>
    </message>
    <message>
        <source>a &apos;:&apos; with a value cannot stand here: look at the indentation, or put the text into quotes</source>
        <translation>여기에는 &apos;:&apos;와 값이 올 수 없습니다. 들여쓰기를 확인하거나 텍스트를 따옴표로 묶으세요</translation>
    </message>
    <message>
        <source>the text holds a control character</source>
        <translation>텍스트에 제어 문자가 있습니다</translation>
    </message>
    <message>
        <source>an item of a list cannot begin here</source>
        <translation>여기에서는 목록 항목을 시작할 수 없습니다</translation>
    </message>
    <message>
        <source>the text in quotes is not closed before the next document begins</source>
        <translation>다음 문서가 시작되기 전에 따옴표로 연 텍스트가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>the text holds more than one document</source>
        <translation>텍스트에 문서가 둘 이상 있습니다</translation>
    </message>
    <message>
        <source>there is no such escape within double quotes</source>
        <translation>큰따옴표 안에 그런 이스케이프는 없습니다</translation>
    </message>
    <message>
        <source>a digit of the escape is not hexadecimal</source>
        <translation>이스케이프에 16진수가 아닌 글자가 있습니다</translation>
    </message>
    <message>
        <source>a key cannot stand here</source>
        <translation>여기에는 키가 올 수 없습니다</translation>
    </message>
    <message>
        <source>a key has to be a text</source>
        <translation>키는 텍스트여야 합니다</translation>
    </message>
    <message>
        <source>the mapping does not go on here: another key with the same indentation is expected, or its end</source>
        <translation>매핑이 여기에서 이어지지 않습니다. 들여쓰기가 같은 키가 오거나 매핑이 끝나야 합니다</translation>
    </message>
    <message>
        <source>only mappings can be merged by &apos;&lt;&lt;&apos;</source>
        <translation>&apos;&lt;&lt;&apos;로는 매핑만 병합할 수 있습니다</translation>
    </message>
    <message>
        <source>the text holds no document</source>
        <translation>텍스트에 문서가 없습니다</translation>
    </message>
    <message>
        <source>the list does not go on here: another &apos;-&apos; with the same indentation is expected, or its end</source>
        <translation>목록이 여기에서 이어지지 않습니다. 들여쓰기가 같은 &apos;-&apos;가 오거나 목록이 끝나야 합니다</translation>
    </message>
    <message>
        <source>the line is indented by a tab; use spaces</source>
        <translation>줄을 탭으로 들여썼습니다. 공백을 쓰세요</translation>
    </message>
    <message>
        <source>a tag, which begins with &apos;!&apos;, cannot be read</source>
        <translation>&apos;!&apos;로 시작하는 태그를 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>%TAG has to be followed by a handle and a prefix</source>
        <translation>%TAG 뒤에는 핸들과 접두사가 와야 합니다</translation>
    </message>
    <message>
        <source>a tag that begins with &apos;!&lt;&apos; is not closed by &apos;&gt;&apos;</source>
        <translation>&apos;!&lt;&apos;로 시작한 태그가 &apos;&gt;&apos;로 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>%TAG gives the same handle a second time</source>
        <translation>%TAG가 같은 핸들을 다시 정의합니다</translation>
    </message>
    <message>
        <source>the text in quotes is not closed</source>
        <translation>따옴표로 연 텍스트가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>a text cannot begin with this character: put it into quotes</source>
        <translation>텍스트는 이 문자로 시작할 수 없습니다. 따옴표로 묶으세요</translation>
    </message>
    <message>
        <source>it is nested too deeply, or within itself</source>
        <translation>너무 깊이 중첩되었거나 자기 자신을 포함합니다</translation>
    </message>
    <message>
        <source>with its aliases filled in the text is too large</source>
        <translation>별칭을 채우면 텍스트가 너무 커집니다</translation>
    </message>
    <message>
        <source>two aliases stand for the same value</source>
        <translation>한 값에 별칭이 두 개 있습니다</translation>
    </message>
    <message>
        <source>one value has two anchors</source>
        <translation>한 값에 앵커가 두 개 있습니다</translation>
    </message>
    <message>
        <source>one value has two tags</source>
        <translation>한 값에 태그가 두 개 있습니다</translation>
    </message>
    <message>
        <source>there is no such version of YAML</source>
        <translation>그런 YAML 버전이 없습니다</translation>
    </message>
    <message>
        <source>%YAML has to be followed by one version</source>
        <translation>%YAML 뒤에는 버전 하나가 와야 합니다</translation>
    </message>
    <message>
        <source>%YAML stands there a second time</source>
        <translation>%YAML이 두 번 나옵니다</translation>
    </message>
    <message>
        <source>a block of text cannot be indented by 0</source>
        <translation>텍스트 블록의 들여쓰기는 0일 수 없습니다</translation>
    </message>
    <message>
        <source>is no list</source>
        <translation>목록이 아닙니다</translation>
    </message>
    <message>
        <source>is no name</source>
        <translation>이름이 아닙니다</translation>
    </message>
    <message>
        <source>is no list of names</source>
        <translation>이름의 목록이 아닙니다</translation>
    </message>
    <message>
        <source>is no number</source>
        <translation>숫자가 아닙니다</translation>
    </message>
    <message>
        <source>is no object</source>
        <translation>객체가 아닙니다</translation>
    </message>
    <message>
        <source>is no text</source>
        <translation>텍스트가 아닙니다</translation>
    </message>
    <message>
        <source>it comes to {value}, which is neither true nor false</source>
        <translation>계산 결과가 true도 false도 아닌 {value}입니다</translation>
    </message>
    <message>
        <source>a field needs a name and a known kind</source>
        <translation>필드에는 이름과 알려진 종류가 있어야 합니다</translation>
    </message>
    <message>
        <source>the field {name} begins with what it would not take</source>
        <translation>{name} 필드의 처음 값이 그 필드에 쓸 수 없는 값입니다</translation>
    </message>
    <message>
        <source>it has no event</source>
        <translation>이벤트가 없습니다</translation>
    </message>
    <message>
        <source>the field {name} has no place in the event</source>
        <translation>{name} 필드가 들어갈 자리가 이벤트에 없습니다</translation>
    </message>
    <message>
        <source>an entry is not known</source>
        <translation>알 수 없는 항목이 있습니다</translation>
    </message>
    <message>
        <source>no header can be read</source>
        <translation>머리 부분을 읽을 수 없습니다</translation>
    </message>
    <message>
        <source>its version is not known</source>
        <translation>알 수 없는 버전입니다</translation>
    </message>
    <message>
        <source>Number out of range: {value}</source>
        <translation>숫자가 범위를 벗어났습니다: {value}</translation>
    </message>
    <message>
        <source>Cannot negate a non-numeric value: {value}</source>
        <translation>숫자가 아닌 값의 부호는 바꿀 수 없습니다: {value}</translation>
    </message>
    <message>
        <source>Regular expression matches zero length string</source>
        <translation>정규식이 길이가 0인 문자열과 일치합니다</translation>
    </message>
    <message>
        <source>Multiple key definitions evaluate to same key: {value}</source>
        <translation>키 정의 여러 개가 같은 키로 계산됩니다: {value}</translation>
    </message>
    <message>
        <source>Stack overflow. Check for non-terminating recursive function.  Consider rewriting as tail-recursive</source>
        <translation>스택이 넘쳤습니다. 끝나지 않는 재귀 함수가 있는지 확인하고, 꼬리 재귀로 바꾸는 것도 고려하세요</translation>
    </message>
    <message>
        <source>Evaluation timeout after {value} milliseconds. Check for infinite loop</source>
        <translation>계산이 {value}밀리초를 넘겨 중단되었습니다. 무한 반복이 있는지 확인하세요</translation>
    </message>
    <message>
        <source>Object property names starting with _jsonata_ are reserved for internal use: {value}</source>
        <translation>_jsonata_로 시작하는 객체 속성 이름은 내부용으로 예약되어 있습니다: {value}</translation>
    </message>
    <message>
        <source>The size of the sequence allocated by the range operator (..) must not exceed 1e7.  Attempted to allocate {value}.</source>
        <translation>범위 연산자(..)로 만드는 시퀀스의 크기는 1e7을 넘을 수 없는데, {value}개를 만들려고 했습니다.</translation>
    </message>
    <message>
        <source>The maximum sequence length of {value} was exceeded.</source>
        <translation>시퀀스의 최대 길이 {value}을(를) 넘었습니다.</translation>
    </message>
    <message>
        <source>Attempting to invoke string function on Infinity or NaN</source>
        <translation>Infinity나 NaN에 string 함수를 호출하려고 했습니다</translation>
    </message>
    <message>
        <source>Second argument of replace function cannot be an empty string</source>
        <translation>replace 함수의 둘째 인수는 빈 문자열일 수 없습니다</translation>
    </message>
    <message>
        <source>Fourth argument of replace function must evaluate to a positive number</source>
        <translation>replace 함수의 넷째 인수는 계산 결과가 양수여야 합니다</translation>
    </message>
    <message>
        <source>Attempted to replace a matched string with a non-string value</source>
        <translation>일치한 문자열을 문자열이 아닌 값으로 바꾸려고 했습니다</translation>
    </message>
    <message>
        <source>Third argument of split function must evaluate to a positive number</source>
        <translation>split 함수의 셋째 인수는 계산 결과가 양수여야 합니다</translation>
    </message>
    <message>
        <source>Unable to cast value to a number: {value}</source>
        <translation>값을 숫자로 바꿀 수 없습니다: {value}</translation>
    </message>
    <message>
        <source>Third argument of match function must evaluate to a positive number</source>
        <translation>match 함수의 셋째 인수는 계산 결과가 양수여야 합니다</translation>
    </message>
    <message>
        <source>The second argument of reduce function must be a function with at least two arguments</source>
        <translation>reduce 함수의 둘째 인수는 인수를 두 개 이상 받는 함수여야 합니다</translation>
    </message>
    <message>
        <source>The sqrt function cannot be applied to a negative number: {value}</source>
        <translation>sqrt 함수는 음수에 쓸 수 없습니다: {value}</translation>
    </message>
    <message>
        <source>The power function has resulted in a value that cannot be represented as a JSON number: base={value}, exponent={exp}</source>
        <translation>power 함수의 결과를 JSON 숫자로 나타낼 수 없습니다: 밑={value}, 지수={exp}</translation>
    </message>
    <message>
        <source>The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function</source>
        <translation>인수가 하나인 sort 함수는 문자열 배열이나 숫자 배열에만 쓸 수 있습니다. 둘째 인수로 비교 함수를 정하세요</translation>
    </message>
    <message>
        <source>The picture string must only contain a maximum of two sub-pictures</source>
        <translation>서식 문자열에는 하위 서식을 두 개까지만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>The sub-picture must not contain more than one instance of the &apos;decimal-separator&apos; character</source>
        <translation>하위 서식에는 &apos;decimal-separator&apos; 문자를 하나만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>The sub-picture must not contain more than one instance of the &apos;percent&apos; character</source>
        <translation>하위 서식에는 &apos;percent&apos; 문자를 하나만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>The sub-picture must not contain more than one instance of the &apos;per-mille&apos; character</source>
        <translation>하위 서식에는 &apos;per-mille&apos; 문자를 하나만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>The sub-picture must not contain both a &apos;percent&apos; and a &apos;per-mille&apos; character</source>
        <translation>하위 서식에는 &apos;percent&apos; 문자와 &apos;per-mille&apos; 문자를 함께 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>The mantissa part of a sub-picture must contain at least one character that is either an &apos;optional digit character&apos; or a member of the &apos;decimal digit family&apos;</source>
        <translation>하위 서식의 가수 부분에는 &apos;optional digit character&apos;나 &apos;decimal digit family&apos;에 속하는 문자가 하나 이상 있어야 합니다</translation>
    </message>
    <message>
        <source>The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character</source>
        <translation>하위 서식에서는 활성 문자 사이에 비활성 문자가 올 수 없습니다</translation>
    </message>
    <message>
        <source>The sub-picture must not contain a &apos;grouping-separator&apos; character that appears adjacent to a &apos;decimal-separator&apos; character</source>
        <translation>하위 서식에서는 &apos;grouping-separator&apos; 문자가 &apos;decimal-separator&apos; 문자와 붙어 있을 수 없습니다</translation>
    </message>
    <message>
        <source>The sub-picture must not contain a &apos;grouping-separator&apos; at the end of the integer part</source>
        <translation>하위 서식의 정수 부분은 &apos;grouping-separator&apos;로 끝날 수 없습니다</translation>
    </message>
    <message>
        <source>The sub-picture must not contain two adjacent instances of the &apos;grouping-separator&apos; character</source>
        <translation>하위 서식에서는 &apos;grouping-separator&apos; 문자를 연달아 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>The integer part of the sub-picture must not contain a member of the &apos;decimal digit family&apos; that is followed by an instance of the &apos;optional digit character&apos;</source>
        <translation>하위 서식의 정수 부분에서는 &apos;decimal digit family&apos; 문자 뒤에 &apos;optional digit character&apos;가 올 수 없습니다</translation>
    </message>
    <message>
        <source>The fractional part of the sub-picture must not contain an instance of the &apos;optional digit character&apos; that is followed by a member of the &apos;decimal digit family&apos;</source>
        <translation>하위 서식의 소수 부분에서는 &apos;optional digit character&apos; 뒤에 &apos;decimal digit family&apos; 문자가 올 수 없습니다</translation>
    </message>
    <message>
        <source>A sub-picture that contains a &apos;percent&apos; or &apos;per-mille&apos; character must not contain a character treated as an &apos;exponent-separator&apos;</source>
        <translation>&apos;percent&apos;나 &apos;per-mille&apos; 문자가 있는 하위 서식에는 &apos;exponent-separator&apos;로 쓰이는 문자가 있을 수 없습니다</translation>
    </message>
    <message>
        <source>The exponent part of the sub-picture must comprise only of one or more characters that are members of the &apos;decimal digit family&apos;</source>
        <translation>하위 서식의 지수 부분은 &apos;decimal digit family&apos;에 속하는 문자로만 하나 이상 이루어져야 합니다</translation>
    </message>
    <message>
        <source>The radix of the formatBase function must be between 2 and 36.  It was given {value}</source>
        <translation>formatBase 함수의 진법은 2에서 36 사이여야 하는데, {value}이(가) 주어졌습니다</translation>
    </message>
    <message>
        <source>The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given {value}</source>
        <translation>toMillis 함수의 인수는 ISO 8601 형식의 시각이어야 하는데, {value}이(가) 주어졌습니다</translation>
    </message>
    <message>
        <source>Syntax error in expression passed to function eval: {value}</source>
        <translation>eval 함수에 넘긴 식에 구문 오류가 있습니다: {value}</translation>
    </message>
    <message>
        <source>Dynamic error evaluating the expression passed to function eval: {value}</source>
        <translation>eval 함수에 넘긴 식을 계산하다가 오류가 났습니다: {value}</translation>
    </message>
    <message>
        <source>Formatting or parsing an integer as a sequence starting with {value} is not supported by this implementation</source>
        <translation>{value}(으)로 시작하는 순서로 정수를 표시하거나 읽는 것은 이 구현에서 지원되지 않습니다</translation>
    </message>
    <message>
        <source>In a decimal digit pattern, all digits must be from the same decimal group</source>
        <translation>십진 숫자 패턴에서는 모든 숫자가 같은 숫자 그룹에 속해야 합니다</translation>
    </message>
    <message>
        <source>Unknown component specifier {value} in date/time picture string</source>
        <translation>날짜/시간 서식 문자열에 알 수 없는 구성 요소 지정자 {value}이(가) 있습니다</translation>
    </message>
    <message>
        <source>The &apos;name&apos; modifier can only be applied to months and days in the date/time picture string, not {value}</source>
        <translation>날짜/시간 서식 문자열에서 &apos;name&apos; 수식어는 월과 요일에만 쓸 수 있고 {value}에는 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>The timezone integer format specifier cannot have more than four digits</source>
        <translation>시간대의 정수 형식 지정자는 네 자리를 넘을 수 없습니다</translation>
    </message>
    <message>
        <source>No matching closing bracket &apos;]&apos; in date/time picture string</source>
        <translation>날짜/시간 서식 문자열에 짝이 맞는 &apos;]&apos;가 없습니다</translation>
    </message>
    <message>
        <source>The date/time picture string is missing specifiers required to parse the timestamp</source>
        <translation>시각을 읽는 데 필요한 지정자가 날짜/시간 서식 문자열에 없습니다</translation>
    </message>
    <message>
        <source>The $single() function expected exactly 1 matching result.  Instead it matched more.</source>
        <translation>$single() 함수에는 맞는 결과가 정확히 하나여야 하는데, 둘 이상이 맞았습니다.</translation>
    </message>
    <message>
        <source>The $single() function expected exactly 1 matching result.  Instead it matched 0.</source>
        <translation>$single() 함수에는 맞는 결과가 정확히 하나여야 하는데, 하나도 없었습니다.</translation>
    </message>
    <message>
        <source>Malformed URL passed to ${functionName}(): {value}</source>
        <translation>${functionName}()에 넘긴 URL의 형식이 잘못되었습니다: {value}</translation>
    </message>
    <message>
        <source>The argument of the parse function must be a JSON text: {value}</source>
        <translation>parse 함수의 인수는 JSON 텍스트여야 합니다: {value}</translation>
    </message>
    <message>
        <source>Argument {index} of function {token} does not match function signature</source>
        <translation>함수 {token}의 인수 {index}이(가) 함수 시그니처와 맞지 않습니다</translation>
    </message>
    <message>
        <source>Context value is not a compatible type with argument {index} of function {token}</source>
        <translation>컨텍스트 값의 형식이 함수 {token}의 인수 {index}과(와) 맞지 않습니다</translation>
    </message>
    <message>
        <source>Argument {index} of function {token} must be an array of {type}</source>
        <translation>함수 {token}의 인수 {index}은(는) {type}의 배열이어야 합니다</translation>
    </message>
    <message>
        <source>Key in object structure must evaluate to a string; got: {value}</source>
        <translation>객체의 키는 계산 결과가 문자열이어야 하는데, 다음 값이 나왔습니다: {value}</translation>
    </message>
    <message>
        <source>Attempted to invoke a non-function. Did you mean ${token}?</source>
        <translation>함수가 아닌 것을 호출하려고 했습니다. ${token}을(를) 쓰려던 것인가요?</translation>
    </message>
    <message>
        <source>Attempted to invoke a non-function</source>
        <translation>함수가 아닌 것을 호출하려고 했습니다</translation>
    </message>
    <message>
        <source>Attempted to partially apply a non-function. Did you mean ${token}?</source>
        <translation>함수가 아닌 것에 인수 일부를 적용하려고 했습니다. ${token}을(를) 쓰려던 것인가요?</translation>
    </message>
    <message>
        <source>Attempted to partially apply a non-function</source>
        <translation>함수가 아닌 것에 인수 일부를 적용하려고 했습니다</translation>
    </message>
    <message>
        <source>The matcher function argument passed to function {token} does not return the correct object structure</source>
        <translation>함수 {token}에 넘긴 매처 함수가 올바른 구조의 객체를 돌려주지 않습니다</translation>
    </message>
    <message>
        <source>The left side of the {token} operator must evaluate to a number</source>
        <translation>{token} 연산자의 왼쪽은 계산 결과가 숫자여야 합니다</translation>
    </message>
    <message>
        <source>The right side of the {token} operator must evaluate to a number</source>
        <translation>{token} 연산자의 오른쪽은 계산 결과가 숫자여야 합니다</translation>
    </message>
    <message>
        <source>The left side of the range operator (..) must evaluate to an integer</source>
        <translation>범위 연산자(..)의 왼쪽은 계산 결과가 정수여야 합니다</translation>
    </message>
    <message>
        <source>The right side of the range operator (..) must evaluate to an integer</source>
        <translation>범위 연산자(..)의 오른쪽은 계산 결과가 정수여야 합니다</translation>
    </message>
    <message>
        <source>The right side of the function application operator ~&gt; must be a function</source>
        <translation>함수 적용 연산자 ~&gt;의 오른쪽은 함수여야 합니다</translation>
    </message>
    <message>
        <source>Type mismatch when comparing values {value} and {value2} in order-by clause</source>
        <translation>order-by 절에서 형식이 다른 값 {value}과(와) {value2}을(를) 비교했습니다</translation>
    </message>
    <message>
        <source>The expressions within an order-by clause must evaluate to numeric or string values</source>
        <translation>order-by 절의 식은 계산 결과가 숫자나 문자열이어야 합니다</translation>
    </message>
    <message>
        <source>The values {value} and {value2} either side of operator {token} must be of the same data type</source>
        <translation>연산자 {token} 양쪽의 값 {value}과(와) {value2}은(는) 데이터 형식이 같아야 합니다</translation>
    </message>
    <message>
        <source>The expressions either side of operator {token} must evaluate to numeric or string values</source>
        <translation>연산자 {token} 양쪽의 식은 계산 결과가 숫자나 문자열이어야 합니다</translation>
    </message>
    <message>
        <source>The insert/update clause of the transform expression must evaluate to an object: {value}</source>
        <translation>변환 식의 삽입/갱신 절은 계산 결과가 객체여야 합니다: {value}</translation>
    </message>
    <message>
        <source>The delete clause of the transform expression must evaluate to a string or array of strings: {value}</source>
        <translation>변환 식의 삭제 절은 계산 결과가 문자열이나 문자열 배열이어야 합니다: {value}</translation>
    </message>
    <message>
        <source>The transform expression clones the input object using the $clone() function.  This has been overridden in the current scope by a non-function.</source>
        <translation>변환 식은 $clone() 함수로 입력 객체를 복제하는데, 지금 범위에서 함수가 아닌 것이 이 이름을 가렸습니다.</translation>
    </message>
    <message>
        <source>is no call: &quot;0&quot; is the first, &quot;1-2&quot; are the next two, &quot;*&quot; all</source>
        <translation>호출이 아닙니다. &quot;0&quot;은 첫 호출, &quot;1-2&quot;는 그다음 두 호출, &quot;*&quot;는 나머지 모두를 뜻합니다</translation>
    </message>
    <message>
        <source>must be an object whose members are calls: &quot;0&quot;, &quot;1-2&quot;, &quot;*&quot;</source>
        <translation>&quot;0&quot;, &quot;1-2&quot;, &quot;*&quot; 같은 호출을 멤버로 갖는 객체여야 합니다</translation>
    </message>
    <message>
        <source>must be a number of seconds from 0 to 31622400</source>
        <translation>0에서 31622400까지의 초 단위 숫자여야 합니다</translation>
    </message>
    <message>
        <source>must have either &quot;Return&quot; or &quot;Throw&quot;</source>
        <translation>&quot;Return&quot;과 &quot;Throw&quot; 가운데 하나만 있어야 합니다</translation>
    </message>
    <message>
        <source>must be an object with &quot;StateMachines&quot; and &quot;MockedResponses&quot;</source>
        <translation>&quot;StateMachines&quot;와 &quot;MockedResponses&quot;가 있는 객체여야 합니다</translation>
    </message>
    <message>
        <source>is no number of an item, which count from 0</source>
        <translation>항목 번호가 아닙니다. 번호는 0부터 셉니다</translation>
    </message>
    <message>
        <source>cannot be within an item</source>
        <translation>항목 안에 올 수 없습니다</translation>
    </message>
    <message>
        <source>must be an object whose members are numbers of items</source>
        <translation>항목 번호를 멤버로 갖는 객체여야 합니다</translation>
    </message>
    <message>
        <source>has no &quot;Error&quot;</source>
        <translation>&quot;Error&quot;가 없습니다</translation>
    </message>
    <message>
        <source>names &quot;{name}&quot;, which is not in MockedResponses</source>
        <translation>MockedResponses에 없는 &quot;{name}&quot;을(를) 가리킵니다</translation>
    </message>
    <message>
        <source>must be an object</source>
        <translation>객체여야 합니다</translation>
    </message>
    <message>
        <source>has something in its place that is no object</source>
        <translation>그 자리에 객체가 아닌 것이 있습니다</translation>
    </message>
    <message>
        <source>must be an object with &quot;Return&quot; or &quot;Throw&quot;</source>
        <translation>&quot;Return&quot;이나 &quot;Throw&quot;가 있는 객체여야 합니다</translation>
    </message>
    <message>
        <source>is none of &quot;Return&quot;, &quot;Throw&quot; and &quot;DelaySeconds&quot;</source>
        <translation>&quot;Return&quot;, &quot;Throw&quot;, &quot;DelaySeconds&quot; 가운데 어느 것도 아닙니다</translation>
    </message>
    <message>
        <source>must be an object whose members are states</source>
        <translation>상태를 멤버로 갖는 객체여야 합니다</translation>
    </message>
    <message>
        <source>must be an object whose members are test cases</source>
        <translation>테스트 케이스를 멤버로 갖는 객체여야 합니다</translation>
    </message>
    <message>
        <source>must be a text</source>
        <translation>텍스트여야 합니다</translation>
    </message>
    <message>
        <source>must be an object with &quot;Error&quot; and &quot;Cause&quot;</source>
        <translation>&quot;Error&quot;와 &quot;Cause&quot;가 있는 객체여야 합니다</translation>
    </message>
    <message>
        <source>is neither &quot;Error&quot; nor &quot;Cause&quot;</source>
        <translation>&quot;Error&quot;도 &quot;Cause&quot;도 아닙니다</translation>
    </message>
    <message>
        <source>Missing property in path {path}</source>
        <translation>경로 {path}에 해당하는 속성이 없습니다</translation>
    </message>
    <message>
        <source>Filter: {step} can only be applied to arrays. Current context is: {value}</source>
        <translation>필터 {step}은(는) 배열에만 쓸 수 있는데, 지금 값은 {value}입니다</translation>
    </message>
    <message>
        <source>Expected to find an object with property {property} in path {path} but found &apos;{type}&apos;. This is not a json object according to the JsonProvider: &apos;com.jayway.jsonpath.spi.json.JacksonJsonProvider&apos;.</source>
        <translation>경로 {path}에 속성 {property}을(를) 가진 객체가 있어야 하는데 &apos;{type}&apos;이(가) 있습니다. JsonProvider &apos;com.jayway.jsonpath.spi.json.JacksonJsonProvider&apos;가 보기에 JSON 객체가 아닙니다.</translation>
    </message>
    <message>
        <source>No results for path: {path}</source>
        <translation>경로에 맞는 값이 없습니다: {path}</translation>
    </message>
    <message>
        <source>The path {path} is null</source>
        <translation>경로 {path}의 값이 null입니다</translation>
    </message>
    <message>
        <source>Reference path didn&apos;t start with &apos;$&apos;</source>
        <translation>참조 경로는 &apos;$&apos;로 시작해야 합니다</translation>
    </message>
    <message>
        <source>must be a list of names of states</source>
        <translation>상태 이름의 목록이어야 합니다</translation>
    </message>
    <message>
        <source>must be SUCCEEDED, FAILED, TIMED_OUT or ABORTED</source>
        <translation>SUCCEEDED, FAILED, TIMED_OUT, ABORTED 가운데 하나여야 합니다</translation>
    </message>
    <message>
        <source>must be an object whose members are tests</source>
        <translation>테스트를 멤버로 갖는 객체여야 합니다</translation>
    </message>
    <message>
        <source>stands beside Input; one of them says what goes in</source>
        <translation>Input과 함께 쓸 수 없습니다. 입력은 둘 가운데 하나로만 정하세요</translation>
    </message>
    <message>
        <source>is not known here</source>
        <translation>여기에서 쓸 수 없는 이름입니다</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name} 오류: {reason}</translation>
    </message>
</context>
<context>
    <name>TimeAxis</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>%1 s</source>
        <comment>age of an environment</comment>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>age of an environment</comment>
        <translation>%1분</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <comment>age of an environment</comment>
        <translation>%1시간 %2분</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Request ID</source>
        <translation>요청 ID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Error type</source>
        <translation>오류 유형</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>청구 시간</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>%1 of %2 MB</source>
        <translation>%1 / %2 MB</translation>
    </message>
    <message>
        <source>Environment %1 of %2</source>
        <translation>%2의 실행 환경 %1</translation>
    </message>
    <message>
        <source>%1 · %2 · served %3</source>
        <comment>version, age, number of requests</comment>
        <translation>%1 · %2 · 처리 %3건</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>phase, duration</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>%1, %2, request %3, %4</source>
        <comment>phase, duration, number, outcome</comment>
        <translation>%1, %2, 요청 %3, %4</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>실행 환경</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Wall clock: %1</source>
        <translation>실제 시각: %1</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>시작 시각</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>경과 시간</translation>
    </message>
    <message>
        <source>Requests served</source>
        <translation>처리한 요청</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>Log stream</source>
        <translation>로그 스트림</translation>
    </message>
    <message>
        <source>%1 · %2 · snapshot</source>
        <comment>version, age</comment>
        <translation>%1 · %2 · 스냅샷</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>테넌트</translation>
    </message>
    <message>
        <source>&lt;p&gt;Wall clock: %1&lt;/p&gt;&lt;p&gt;Press or drag here to see lanes and counters as they were then.&lt;/p&gt;</source>
        <translation>&lt;p&gt;실제 시각: %1&lt;/p&gt;&lt;p&gt;여기를 누르거나 끌면 그때의 레인과 카운터를 볼 수 있습니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>As it was at %1</source>
        <translation>%1의 상태</translation>
    </message>
</context>
<context>
    <name>ws::app::BlankPage</name>
    <message>
        <source>No file is open</source>
        <translation>열린 파일이 없습니다</translation>
    </message>
    <message>
        <source>Write a function, then draw a workflow that calls it. Or open a file of the workspace with a double click.</source>
        <translation>함수를 작성한 다음, 그 함수를 호출하는 워크플로를 그려 보세요. 또는 워크스페이스의 파일을 두 번 클릭하여 여세요.</translation>
    </message>
    <message>
        <source>New function …</source>
        <translation>새 함수 …</translation>
    </message>
    <message>
        <source>New state machine …</source>
        <translation>새 상태 머신 …</translation>
    </message>
</context>
<context>
    <name>ws::app::CommandLine</name>
    <message>
        <source>runs a function</source>
        <translation>함수를 실행합니다</translation>
    </message>
    <message>
        <source>runs a workflow over the workspace&apos;s functions</source>
        <translation>워크스페이스의 함수로 워크플로를 실행합니다</translation>
    </message>
    <message>
        <source>checks state machine definitions</source>
        <translation>상태 머신 정의를 검사합니다</translation>
    </message>
    <message>
        <source>draws a state machine definition</source>
        <translation>상태 머신 정의를 그립니다</translation>
    </message>
    <message>
        <source>lists or copies the sample workspaces</source>
        <translation>샘플 워크스페이스를 나열하거나 복사합니다</translation>
    </message>
    <message>
        <source>Usage: warmstart [FOLDER]
       warmstart COMMAND [arguments]

Runs Lambda functions and Step Functions workflows on this machine. Without a command it opens the workbench.

Commands:</source>
        <translation>사용법: warmstart [폴더]
        warmstart 명령 [인수]

이 컴퓨터에서 Lambda 함수와 Step Functions 워크플로를 실행합니다. 명령이 없으면 워크벤치를 엽니다.

명령:</translation>
    </message>
    <message>
        <source>
&quot;warmstart COMMAND --help&quot; explains each.

Exit codes: 0 done, 1 the function or execution failed or the output could not be written, 2 wrong usage or bad input, 130 interrupted.</source>
        <translation>
각 명령의 설명은 &quot;warmstart 명령 --help&quot;에서 볼 수 있습니다.

종료 코드: 0 완료, 1 함수 또는 실행 실패이거나 출력을 쓸 수 없음, 2 잘못된 사용법 또는 입력, 130 중단됨.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither a command nor a folder (see &quot;warmstart help&quot;)</source>
        <translation>&quot;%1&quot;: 명령도 폴더도 아닙니다(&quot;warmstart help&quot; 참조)</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither a command nor a folder; did you mean &quot;%2&quot;?</source>
        <translation>&quot;%1&quot;: 명령도 폴더도 아닙니다. &quot;%2&quot;를 찾으셨습니까?</translation>
    </message>
    <message>
        <source>%1 (see &quot;warmstart help&quot;)</source>
        <translation>%1(&quot;warmstart help&quot; 참조)</translation>
    </message>
    <message>
        <source>the workbench opens one folder at a time</source>
        <translation>워크벤치는 한 번에 폴더 하나만 엽니다</translation>
    </message>
    <message>
        <source>%1 checked: %2, %3</source>
        <translation>%1 검사: %2, %3</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>파일 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>오류 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>경고 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Checks state machine definitions. Exit code 1 when one has an error, 2 when one cannot be read; warnings alone are no failure.</source>
        <translation>상태 머신 정의를 검사합니다. 오류가 있으면 종료 코드가 1, 읽을 수 없는 것이 있으면 2이며, 경고만 있으면 실패로 보지 않습니다.</translation>
    </message>
    <message>
        <source>Definitions; - is standard input.</source>
        <translation>정의 파일. -는 표준 입력입니다.</translation>
    </message>
    <message>
        <source>Prints one JSON object.</source>
        <translation>JSON 객체 하나를 출력합니다.</translation>
    </message>
    <message>
        <source>validate takes one or more files</source>
        <translation>validate에는 파일이 하나 이상 필요합니다</translation>
    </message>
    <message>
        <source>A definition; - is standard input.</source>
        <translation>정의 파일. -는 표준 입력입니다.</translation>
    </message>
    <message>
        <source>Where the picture goes; its ending says which kind.</source>
        <translation>그림을 저장할 파일. 확장자에 따라 형식이 정해집니다.</translation>
    </message>
    <message>
        <source>Uses the dark colours.</source>
        <translation>어두운 색상을 사용합니다.</translation>
    </message>
    <message>
        <source>render takes one file</source>
        <translation>render에는 파일 하나가 필요합니다</translation>
    </message>
    <message>
        <source>the output could not be written: %1</source>
        <translation>출력을 쓸 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Standard input</source>
        <translation>표준 입력</translation>
    </message>
    <message>
        <source>Name of a state machine of the workspace.</source>
        <translation>워크스페이스에 있는 상태 머신의 이름.</translation>
    </message>
    <message>
        <source>Runs this definition instead of one of the workspace&apos;s.</source>
        <translation>워크스페이스의 정의 대신 이 정의를 실행합니다.</translation>
    </message>
    <message>
        <source>The workspace folder, whose functions the machine calls; without it, the one around the current folder.</source>
        <translation>상태 머신이 호출할 함수가 있는 워크스페이스 폴더. 생략하면 현재 폴더가 속한 워크스페이스를 사용합니다.</translation>
    </message>
    <message>
        <source>Waits and retry intervals take no time; functions take what they take.</source>
        <translation>대기와 재시도 간격에 시간을 쓰지 않습니다. 함수는 실제 시간만큼 실행됩니다.</translation>
    </message>
    <message>
        <source>Runs a workflow over the workspace&apos;s functions. What happens goes to standard error, the output to standard output. Exit code 1 when the execution did not succeed.</source>
        <translation>워크스페이스의 함수로 워크플로를 실행합니다. 진행 상황은 표준 오류로, 출력은 표준 출력으로 보냅니다. 실행이 성공하지 못하면 종료 코드는 1입니다.</translation>
    </message>
    <message>
        <source>execute takes one machine, or --definition FILE</source>
        <translation>execute에는 상태 머신 하나 또는 --definition FILE이 필요합니다</translation>
    </message>
    <message>
        <source>Not run: status %1</source>
        <translation>실행되지 않음: 상태 코드 %1</translation>
    </message>
    <message>
        <source>%1 failed after %2 (%3)</source>
        <translation>%1 실패, 소요 시간 %2(%3)</translation>
    </message>
    <message>
        <source>%1 answered after %2 (%3)</source>
        <translation>%1 응답, 소요 시간 %2(%3)</translation>
    </message>
    <message>
        <source>The workspace folder; without it, the one around the current folder.</source>
        <translation>워크스페이스 폴더. 생략하면 현재 폴더가 속한 워크스페이스를 사용합니다.</translation>
    </message>
    <message>
        <source>Invokes N times, one after the other.</source>
        <translation>N번 차례로 호출합니다.</translation>
    </message>
    <message>
        <source>Prints one JSON object per invocation.</source>
        <translation>호출마다 JSON 객체 하나를 출력합니다.</translation>
    </message>
    <message>
        <source>Runs a function for real, in an execution environment of its own. The log goes to standard error, the payload to standard output. Exit code 1 when an invocation failed.</source>
        <translation>전용 실행 환경에서 함수를 실제로 실행합니다. 로그는 표준 오류로, 페이로드는 표준 출력으로 보냅니다. 호출이 실패하면 종료 코드는 1입니다.</translation>
    </message>
    <message>
        <source>invoke takes one function</source>
        <translation>invoke에는 함수 하나가 필요합니다</translation>
    </message>
    <message>
        <source>--repeat takes a whole number from 1, not &quot;%1&quot;</source>
        <translation>--repeat 값은 1 이상의 정수여야 합니다(&quot;%1&quot;은(는) 사용할 수 없음)</translation>
    </message>
    <message>
        <source>Shows this help.</source>
        <translation>이 도움말을 표시합니다.</translation>
    </message>
    <message>
        <source>%1 (see &quot;warmstart %2 --help&quot;)</source>
        <translation>%1(&quot;warmstart %2 --help&quot; 참조)</translation>
    </message>
    <message>
        <source>Usage: warmstart %1</source>
        <translation>사용법: warmstart %1</translation>
    </message>
    <message>
        <source>%1 (machine)</source>
        <translation>%1(상태 머신)</translation>
    </message>
    <message>
        <source>Lists the sample workspaces, or makes a copy of one.</source>
        <translation>샘플 워크스페이스를 나열하거나 그중 하나를 복사합니다.</translation>
    </message>
    <message>
        <source>Where the copy goes, a new or empty folder; without it, ~/Warmstart/NAME.</source>
        <translation>복사본을 만들 새 폴더 또는 빈 폴더. 생략하면 ~/Warmstart/NAME입니다.</translation>
    </message>
    <message>
        <source>Copies this sample and prints the folder. Files that are there already stay as they are.</source>
        <translation>이 샘플을 복사하고 폴더를 출력합니다. 이미 있는 파일은 그대로 둡니다.</translation>
    </message>
    <message>
        <source>samples takes --copy NAME and one folder</source>
        <translation>samples에는 --copy NAME과 폴더 하나가 필요합니다</translation>
    </message>
    <message>
        <source>The execution&apos;s input: a JSON file, - for standard input, or a test event of the machine. Without it, the test event &quot;default&quot;, or {}.</source>
        <translation>실행 입력: JSON 파일, 표준 입력을 뜻하는 -, 또는 상태 머신의 테스트 이벤트. 생략하면 테스트 이벤트 &quot;default&quot; 또는 {}입니다.</translation>
    </message>
    <message>
        <source>A JSON or YAML object: what the definition&apos;s ${...} stand for.</source>
        <translation>JSON 또는 YAML 객체: 정의의 ${...}를 대신할 값입니다.</translation>
    </message>
    <message>
        <source>runs one state of a workflow alone</source>
        <translation>워크플로의 상태 하나만 실행합니다</translation>
    </message>
    <message>
        <source>goes on with workflows that a killed program left unfinished</source>
        <translation>강제 종료된 프로그램이 끝내지 못한 워크플로를 이어서 실행합니다</translation>
    </message>
    <message>
        <source>%1 of %2:</source>
        <translation>%2의 %1:</translation>
    </message>
    <message>
        <source>Goes on with the executions that a killed program left unfinished in the workspace. Tasks that had ended are not repeated; one that was under way runs again. Exit code 1 when one of them did not succeed.</source>
        <translation>강제 종료된 프로그램이 워크스페이스에 남긴 미완료 실행을 이어서 진행합니다. 이미 끝난 작업은 반복하지 않고, 진행 중이던 작업은 다시 실행합니다. 하나라도 성공하지 못하면 종료 코드는 1입니다.</translation>
    </message>
    <message>
        <source>Prints one JSON object for each execution, with the history.</source>
        <translation>실행마다 기록이 포함된 JSON 객체 하나를 출력합니다.</translation>
    </message>
    <message>
        <source>resume takes no names: it goes on with all there are</source>
        <translation>resume은 이름을 받지 않습니다. 남아 있는 모든 실행을 이어서 진행합니다</translation>
    </message>
    <message>
        <source>Nothing is unfinished here.</source>
        <translation>여기에는 미완료 실행이 없습니다.</translation>
    </message>
    <message>
        <source>Retry[%1] tries again after %2 s</source>
        <translation>Retry[%1]에 따라 %2초 뒤 다시 시도합니다</translation>
    </message>
    <message>
        <source>Catch[%1] takes the error</source>
        <translation>Catch[%1]에서 오류를 받습니다</translation>
    </message>
    <message>
        <source>next state: %1</source>
        <translation>다음 상태: %1</translation>
    </message>
    <message>
        <source>The state, or the state machine that it is in.</source>
        <translation>상태, 또는 그 상태가 들어 있는 상태 머신입니다.</translation>
    </message>
    <message>
        <source>Which state of the machine.</source>
        <translation>상태 머신의 어느 상태인지입니다.</translation>
    </message>
    <message>
        <source>The workspace folder, whose functions the state calls; without it, the one around the current folder.</source>
        <translation>상태가 호출할 함수가 있는 워크스페이스 폴더입니다. 없으면 현재 폴더를 둘러싼 워크스페이스를 씁니다.</translation>
    </message>
    <message>
        <source>The state&apos;s input: a JSON file, or - for standard input. Without it, {}.</source>
        <translation>상태의 입력: JSON 파일, 또는 표준 입력은 -입니다. 없으면 {}입니다.</translation>
    </message>
    <message>
        <source>Calls nothing: the call comes to the JSON in this file.</source>
        <translation>아무것도 호출하지 않습니다. 호출 결과는 이 파일의 JSON입니다.</translation>
    </message>
    <message>
        <source>Calls nothing: the call fails with this error.</source>
        <translation>아무것도 호출하지 않습니다. 호출이 이 오류로 실패합니다.</translation>
    </message>
    <message>
        <source>info: how the state ends. debug or trace: also what its data becomes on the way, on standard error.</source>
        <translation>info: 상태가 어떻게 끝나는지 보여 줍니다. debug 또는 trace: 데이터가 단계마다 어떻게 바뀌는지도 표준 오류에 보여 줍니다.</translation>
    </message>
    <message>
        <source>test-state takes --definition FILE</source>
        <translation>test-state에는 --definition FILE이 필요합니다</translation>
    </message>
    <message>
        <source>a mock has a result or an error, not both</source>
        <translation>모의 응답은 결과나 오류 중 하나만 가질 수 있습니다</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no level: info, debug or trace</source>
        <translation>&quot;%1&quot;은(는) 수준이 아닙니다. info, debug, trace 중 하나를 쓰세요</translation>
    </message>
    <message>
        <source>standard input can only be one of them</source>
        <translation>표준 입력은 그중 하나에만 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>Runs one state alone. Without a mock it calls the workspace&apos;s functions; what waits takes no time, and nothing is retried. Exit code 1 when the state fails and no Catch takes the error.</source>
        <translation>상태 하나만 실행합니다. 모의 응답이 없으면 워크스페이스의 함수를 호출합니다. 대기는 시간이 걸리지 않고 재시도는 하지 않습니다. 상태가 실패하고 받는 Catch가 없으면 종료 코드는 1입니다.</translation>
    </message>
    <message>
        <source>puts a simulated fleet under load</source>
        <translation>시뮬레이션한 플릿에 부하를 줍니다</translation>
    </message>
    <message>
        <source>%1 on average, p50 %2, p99 %3, %4 at most</source>
        <translation>평균 %1, p50 %2, p99 %3, 최대 %4</translation>
    </message>
    <message>
        <source>%1 invocations over %2, simulated in %3 s</source>
        <translation>%2 동안 호출 %1회, 시뮬레이션에 %3초 걸림</translation>
    </message>
    <message>
        <source>Cold:          %1 of %2 that ran (%3 %)</source>
        <translation>콜드:          실행된 %2회 중 %1회(%3%)</translation>
    </message>
    <message>
        <source>Throttled:     %1 (%2 %)</source>
        <translation>스로틀링:      %1회(%2%)</translation>
    </message>
    <message>
        <source>Concurrency:   %1 on average, %2 at most</source>
        <translation>동시성:        평균 %1, 최대 %2</translation>
    </message>
    <message>
        <source>Environments:  %1 on average, %2 at most, %3 started</source>
        <translation>실행 환경:     평균 %1개, 최대 %2개, 시작 %3개</translation>
    </message>
    <message>
        <source>Duration:      %1</source>
        <translation>소요 시간:     %1</translation>
    </message>
    <message>
        <source>Latency:       %1</source>
        <translation>지연 시간:     %1</translation>
    </message>
    <message>
        <source>INIT:          %1</source>
        <translation>INIT:          %1 (초기화)</translation>
    </message>
    <message>
        <source>Billed:        %1, %2 GB-seconds</source>
        <translation>청구:          %1, %2GB-초</translation>
    </message>
    <message>
        <source>the function cannot be measured: %1</source>
        <translation>함수를 측정할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>--%1 takes a whole number from %2 to %3, not &quot;%4&quot;</source>
        <translation>--%1에는 %2에서 %3까지의 정수를 씁니다. &quot;%4&quot;은(는) 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>simulate takes a function to measure, or --duration</source>
        <translation>simulate에는 측정할 함수나 --duration이 필요합니다</translation>
    </message>
    <message>
        <source>Measuring %1: %2 invocations</source>
        <translation>%1 측정 중: 호출 %2회</translation>
    </message>
    <message>
        <source>--idle takes a time such as 10m, not &quot;%1&quot;</source>
        <translation>--idle에는 10m 같은 시간을 씁니다. &quot;%1&quot;은(는) 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>A function of the workspace: its configuration counts, and without --duration it is invoked %1 times to measure how long it takes.</source>
        <translation>워크스페이스의 함수입니다. 그 구성이 쓰이며, --duration이 없으면 %1번 호출하여 걸리는 시간을 잽니다.</translation>
    </message>
    <message>
        <source>When invocations arrive: once, burst:100, steady:50/s:10m, ramp:0-100/s:5m or poisson:20/s:1h.</source>
        <translation>호출이 오는 때: once, burst:100, steady:50/s:10m, ramp:0-100/s:5m 또는 poisson:20/s:1h.</translation>
    </message>
    <message>
        <source>Arrivals from a file, - for standard input: one time in seconds per line.</source>
        <translation>호출이 오는 때를 파일에서 읽습니다(표준 입력은 -). 한 줄에 초 단위 시간 하나입니다.</translation>
    </message>
    <message>
        <source>How long the handler runs: 100ms, uniform:100ms:20ms (up to 20 ms more or less), exponential:100ms (its mean) or lognormal:100ms:50ms (its median; 84 of 100 stay below 150 ms).</source>
        <translation>핸들러가 걸리는 시간: 100ms, uniform:100ms:20ms(20ms까지 더하거나 덜함), exponential:100ms(평균) 또는 lognormal:100ms:50ms(중앙값, 100번 중 84번은 150ms 미만).</translation>
    </message>
    <message>
        <source>How long INIT takes, in the same way.</source>
        <translation>INIT에 걸리는 시간이며 같은 방식으로 씁니다.</translation>
    </message>
    <message>
        <source>How long it takes until INIT begins, in the same way.</source>
        <translation>INIT이 시작될 때까지 걸리는 시간이며 같은 방식으로 씁니다.</translation>
    </message>
    <message>
        <source>What the function gets while it is measured, as for invoke.</source>
        <translation>측정하는 동안 함수가 받는 이벤트이며 invoke와 같습니다.</translation>
    </message>
    <message>
        <source>The account&apos;s concurrency; the service&apos;s default is 1,000.</source>
        <translation>계정의 동시성입니다. 서비스의 기본값은 1,000입니다.</translation>
    </message>
    <message>
        <source>The function&apos;s reserved concurrency.</source>
        <translation>함수의 예약된 동시성입니다.</translation>
    </message>
    <message>
        <source>The function&apos;s memory in MB.</source>
        <translation>함수의 메모리(MB)입니다.</translation>
    </message>
    <message>
        <source>How long an environment is kept that nobody uses; 10m without it.</source>
        <translation>쓰이지 않는 실행 환경을 유지하는 시간입니다. 없으면 10m입니다.</translation>
    </message>
    <message>
        <source>Puts a fleet under load in virtual time: the engine&apos;s own counting, scaling and lifecycle, over environments without processes. Says how many starts were cold, how many invocations were throttled, and why.</source>
        <translation>가상 시간에서 플릿에 부하를 줍니다. 프로세스 없는 실행 환경 위에서 엔진의 집계, 확장, 수명 주기를 그대로 씁니다. 콜드 스타트와 스로틀링된 호출의 수와 이유를 알려 줍니다.</translation>
    </message>
    <message>
        <source>simulate takes one function</source>
        <translation>simulate에는 함수 하나를 씁니다</translation>
    </message>
    <message>
        <source>runs the workspace&apos;s tests</source>
        <translation>워크스페이스의 테스트를 실행합니다</translation>
    </message>
    <message>
        <source>there is no test “%1”; tests are in statemachines/NAME.mocks.json and events/NAME.tests.json, under &quot;Tests&quot;</source>
        <translation>테스트 “%1”이(가) 없습니다. 테스트는 statemachines/NAME.mocks.json과 events/NAME.tests.json의 &quot;Tests&quot;에 있습니다</translation>
    </message>
    <message>
        <source>there are no tests here; write them into statemachines/NAME.mocks.json or events/NAME.tests.json, under &quot;Tests&quot;</source>
        <translation>여기에는 테스트가 없습니다. statemachines/NAME.mocks.json이나 events/NAME.tests.json의 &quot;Tests&quot;에 작성하세요</translation>
    </message>
    <message>
        <source>passed  %1 (%2)</source>
        <translation>통과  %1 (%2)</translation>
    </message>
    <message>
        <source>FAILED  %1 (%2)</source>
        <translation>실패  %1 (%2)</translation>
    </message>
    <message>
        <source>%1 of %2 tests passed</source>
        <translation>테스트 %2개 중 %1개 통과</translation>
    </message>
    <message>
        <source>A machine or function, or one of its tests as NAME/TEST. Without one, all.</source>
        <translation>상태 머신이나 함수, 또는 NAME/TEST 형식의 테스트 하나. 없으면 전부 실행합니다.</translation>
    </message>
    <message>
        <source>Writes a report in JUnit&apos;s format to this file, or to standard output.</source>
        <translation>JUnit 형식의 보고서를 이 파일이나 표준 출력에 씁니다.</translation>
    </message>
    <message>
        <source>Waits and retry intervals take their time.</source>
        <translation>Wait와 재시도 간격이 실제 시간만큼 걸립니다.</translation>
    </message>
    <message>
        <source>Prints one JSON object per test.</source>
        <translation>테스트마다 JSON 객체 하나를 출력합니다.</translation>
    </message>
    <message>
        <source>Runs the workspace&apos;s tests: machines with their mocks, functions with their events. Waits and retry intervals take no time; functions take what they take. Exit code 1 when a test fails.</source>
        <translation>워크스페이스의 테스트를 실행합니다. 상태 머신은 모의 응답과 함께, 함수는 이벤트로 실행합니다. Wait와 재시도 간격은 시간이 걸리지 않고, 함수는 실제 시간만큼 걸립니다. 실패한 테스트가 있으면 종료 코드는 1입니다.</translation>
    </message>
    <message>
        <source>%1: %2 sent, %3 answered, %4 throttled, %5 failed</source>
        <translation>%1: 전송 %2, 응답 %3, 스로틀링 %4, 실패 %5</translation>
    </message>
    <message>
        <source>%1 invocations over %2, %3 of them failed</source>
        <translation>%2 동안 호출 %1건, 그중 실패 %3건</translation>
    </message>
    <message>
        <source>The machine could not follow: requests were sent up to %1 late.</source>
        <translation>이 컴퓨터가 따라가지 못했습니다. 요청이 최대 %1 늦게 전송되었습니다.</translation>
    </message>
    <message>
        <source>Name of a function of the workspace, or NAME:VERSION or NAME:ALIAS.</source>
        <translation>워크스페이스의 함수 이름, 또는 NAME:VERSION이나 NAME:ALIAS.</translation>
    </message>
    <message>
        <source>What the function gets, as for invoke.</source>
        <translation>함수에 전달할 이벤트. invoke와 같습니다.</translation>
    </message>
    <message>
        <source>Puts a function under load in real time, in real execution environments: requests are sent when their time comes, answered or not. Ctrl+C sends no more and says what happened so far. Exit code 1 when an invocation failed.</source>
        <translation>실제 실행 환경에서 실시간으로 함수에 부하를 줍니다. 요청은 응답과 관계없이 정해진 시각에 전송됩니다. Ctrl+C를 누르면 더 보내지 않고 그때까지의 결과를 알립니다. 실패한 호출이 있으면 종료 코드는 1입니다.</translation>
    </message>
    <message>
        <source>load takes one function</source>
        <translation>load에는 함수 하나를 지정하세요</translation>
    </message>
    <message>
        <source>puts a function under load in real time</source>
        <translation>실시간으로 함수에 부하를 줍니다</translation>
    </message>
    <message>
        <source>Equal seeds give equal arrivals; 1 without it.</source>
        <translation>시드가 같으면 도착도 같습니다. 없으면 1입니다.</translation>
    </message>
    <message>
        <source>%1 takes either --load or --trace</source>
        <translation>%1에는 --load와 --trace 중 하나를 지정하세요</translation>
    </message>
    <message>
        <source>keeps a function as it is now as a version</source>
        <translation>함수를 지금 상태 그대로 버전으로 게시합니다</translation>
    </message>
    <message>
        <source>lists a function&apos;s versions and aliases</source>
        <translation>함수의 버전과 별칭을 나열합니다</translation>
    </message>
    <message>
        <source>makes, changes or deletes an alias</source>
        <translation>별칭을 만들거나 바꾸거나 삭제합니다</translation>
    </message>
    <message>
        <source>calls the Lambda API of a workspace</source>
        <translation>워크스페이스의 Lambda API를 호출합니다</translation>
    </message>
    <message>
        <source>Attempt %1 failed; the next one comes in %2</source>
        <translation>%1번째 시도가 실패했습니다. 다음 시도는 %2 뒤입니다</translation>
    </message>
    <message>
        <source>The event is dropped: %1</source>
        <translation>이벤트가 버려졌습니다: %1</translation>
    </message>
    <message>
        <source>Its record is at %1</source>
        <translation>기록을 %1(으)로 보냈습니다</translation>
    </message>
    <message>
        <source>%1 did not take its record</source>
        <translation>%1이(가) 기록을 받지 않았습니다</translation>
    </message>
    <message>
        <source>The event has succeeded</source>
        <translation>이벤트가 성공했습니다</translation>
    </message>
    <message>
        <source>Accepted into the queue: status %1</source>
        <translation>대기열에 들어갔습니다: 상태 코드 %1</translation>
    </message>
    <message>
        <source>It may be invoked: status %1</source>
        <translation>호출할 수 있습니다: 상태 코드 %1</translation>
    </message>
    <message>
        <source>Name of a function of the workspace, NAME:VERSION, NAME:ALIAS, or an ARN.</source>
        <translation>워크스페이스에 있는 함수의 이름, NAME:VERSION, NAME:ALIAS 또는 ARN.</translation>
    </message>
    <message>
        <source>request waits for the answer; event puts it into the queue and runs it from there, with its retries after 1 and 2 minutes; dry-run only looks whether it may be invoked.</source>
        <translation>request는 응답을 기다립니다. event는 대기열에 넣고 거기서 실행하며 1분과 2분 뒤에 재시도합니다. dry-run은 호출할 수 있는지만 확인합니다.</translation>
    </message>
    <message>
        <source>--type takes request, event or dry-run, not &quot;%1&quot;</source>
        <translation>--type에는 request, event, dry-run만 쓸 수 있습니다. &quot;%1&quot;은(는) 안 됩니다</translation>
    </message>
    <message>
        <source>Behaves as the service did on that day, such as 2023-06-01: scaling, billing and payload limits.</source>
        <translation>2023-06-01 같은 날짜의 서비스처럼 동작합니다: 확장, 요금, 페이로드 한도.</translation>
    </message>
    <message>
        <source>warmstart: %1 was refused with %2: %3</source>
        <translation>warmstart: %1이(가) %2(으)로 거부되었습니다: %3</translation>
    </message>
    <message>
        <source>Calls the Lambda API of a workspace and prints its answer: the functions in it, and what was published and set beside them. Exit code 1 when it is refused or the function failed.</source>
        <translation>워크스페이스의 Lambda API를 호출하고 응답을 출력합니다: 워크스페이스의 함수와 거기에 게시하고 설정한 것. 거부되거나 함수가 실패하면 종료 코드는 1입니다.</translation>
    </message>
    <message>
        <source>An operation such as GetFunction or get-function, with the names of the API.</source>
        <translation>GetFunction이나 get-function 같은 API의 작업 이름.</translation>
    </message>
    <message>
        <source>Its request; - for standard input. Without it, {}.</source>
        <translation>요청. -는 표준 입력. 없으면 {}.</translation>
    </message>
    <message>
        <source>lambda takes an operation and its request</source>
        <translation>lambda에는 작업과 요청을 지정합니다</translation>
    </message>
    <message>
        <source>Name of a function of the workspace.</source>
        <translation>워크스페이스에 있는 함수의 이름.</translation>
    </message>
    <message>
        <source>Prints the answer of the Lambda API.</source>
        <translation>Lambda API의 응답을 출력합니다.</translation>
    </message>
    <message>
        <source>version %1 (%2 %), version %3 (%4 %)</source>
        <translation>버전 %1 (%2 %), 버전 %3 (%4 %)</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>버전 %1</translation>
    </message>
    <message>
        <source>%1 is deleted</source>
        <translation>%1을(를) 삭제했습니다</translation>
    </message>
    <message>
        <source>Keeps code and configuration of a function as they are now as a version that never changes, and prints its number. Where nothing has changed it is the last version&apos;s.</source>
        <translation>함수의 지금 코드와 구성을 바뀌지 않는 버전으로 게시하고 번호를 출력합니다. 바뀐 것이 없으면 마지막 버전의 번호입니다.</translation>
    </message>
    <message>
        <source>What is told of the version.</source>
        <translation>버전의 설명.</translation>
    </message>
    <message>
        <source>publish takes one function</source>
        <translation>publish에는 함수 하나를 지정합니다</translation>
    </message>
    <message>
        <source>Nothing has changed since version %1</source>
        <translation>버전 %1 이후 바뀐 것이 없습니다</translation>
    </message>
    <message>
        <source>Lists the versions of a function and the aliases that lead to them.</source>
        <translation>함수의 버전과 그 버전을 가리키는 별칭을 나열합니다.</translation>
    </message>
    <message>
        <source>versions takes one function</source>
        <translation>versions에는 함수 하나를 지정합니다</translation>
    </message>
    <message>
        <source>Makes or changes an alias: a name that leads to a version, or to two by weight. Without an option it says where the alias leads.</source>
        <translation>별칭을 만들거나 바꿉니다: 한 버전을, 또는 가중치에 따라 두 버전을 가리키는 이름입니다. 옵션이 없으면 별칭이 무엇을 가리키는지 출력합니다.</translation>
    </message>
    <message>
        <source>The alias.</source>
        <translation>별칭.</translation>
    </message>
    <message>
        <source>The version that it leads to.</source>
        <translation>별칭이 가리키는 버전.</translation>
    </message>
    <message>
        <source>A second version and the share of invocations that it gets, from 0 to 1.</source>
        <translation>두 번째 버전과 그 버전이 받는 호출의 비율(0~1).</translation>
    </message>
    <message>
        <source>What is told of the alias.</source>
        <translation>별칭의 설명.</translation>
    </message>
    <message>
        <source>Deletes the alias.</source>
        <translation>별칭을 삭제합니다.</translation>
    </message>
    <message>
        <source>alias takes a function and the name of an alias</source>
        <translation>alias에는 함수와 별칭 이름을 지정합니다</translation>
    </message>
    <message>
        <source>state machine: %1 edited</source>
        <translation>상태 머신: %1 수정됨</translation>
    </message>
    <message>
        <source>Compares two definitions as state machines: says which states were added, removed, renamed, moved, edited or lead elsewhere. Spaces, the order of members and JSON or YAML make no difference. Exit code 1 when they differ.</source>
        <translation>두 정의를 상태 머신으로 비교합니다. 추가, 삭제, 이름 변경, 이동, 수정되었거나 다른 곳으로 이어지는 상태를 알립니다. 공백, 멤버 순서, JSON과 YAML의 차이는 무시합니다. 다르면 종료 코드는 1입니다.</translation>
    </message>
    <message>
        <source>The older definition, - for standard input.</source>
        <translation>이전 정의. 표준 입력은 -.</translation>
    </message>
    <message>
        <source>The newer one.</source>
        <translation>새 정의.</translation>
    </message>
    <message>
        <source>diff takes two definitions</source>
        <translation>diff에는 정의 두 개를 지정하세요</translation>
    </message>
    <message>
        <source>compares two state machine definitions</source>
        <translation>상태 머신 정의 두 개를 비교합니다</translation>
    </message>
    <message>
        <source>render needs -o out.svg, -o out.png or -o out.pdf</source>
        <translation>render에는 -o out.svg, -o out.png 또는 -o out.pdf가 필요합니다</translation>
    </message>
    <message>
        <source>The last failure: %1</source>
        <translation>마지막 실패: %1</translation>
    </message>
    <message>
        <source>writes a definition as JSON, YAML or a template</source>
        <translation>정의를 JSON, YAML 또는 템플릿으로 내보냅니다</translation>
    </message>
    <message>
        <source>takes the state machines of a template</source>
        <translation>템플릿의 상태 머신을 가져옵니다</translation>
    </message>
    <message numerus="yes">
        <source>%n comment(s) have no place in JSON and are left out</source>
        <translation>
            <numerusform>JSON에 쓸 수 없는 주석 %n개가 빠집니다</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alias(es) are written out in JSON</source>
        <translation>
            <numerusform>별칭 %n개를 JSON에 풀어 씁니다</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the workspace has no function %2 yet</source>
        <translation>%1: 워크스페이스에 아직 함수 %2이(가) 없습니다</translation>
    </message>
    <message>
        <source>%1: ${%2} stays; validate and execute take it with --substitutions</source>
        <translation>%1: ${%2}은(는) 그대로 남습니다. validate와 execute에 --substitutions로 값을 줄 수 있습니다</translation>
    </message>
    <message>
        <source>Writes a state machine definition in another form: as JSON, as YAML, or as a template of SAM or CloudFormation whose parameters are its functions.</source>
        <translation>상태 머신 정의를 다른 형식으로 씁니다. JSON, YAML, 또는 함수를 매개변수로 받는 SAM이나 CloudFormation 템플릿입니다.</translation>
    </message>
    <message>
        <source>The form; without it, the ending of OUT says it.</source>
        <translation>형식입니다. 없으면 OUT의 확장자를 따릅니다.</translation>
    </message>
    <message>
        <source>Where it goes; without it, to standard output.</source>
        <translation>쓸 곳입니다. 없으면 표준 출력으로 나갑니다.</translation>
    </message>
    <message>
        <source>export takes one file</source>
        <translation>export에는 파일 하나가 필요합니다</translation>
    </message>
    <message>
        <source>export needs --as json, yaml, sam or cloudformation</source>
        <translation>export에는 --as json, yaml, sam 또는 cloudformation이 필요합니다</translation>
    </message>
    <message>
        <source>The template, JSON or YAML.</source>
        <translation>JSON 또는 YAML 템플릿입니다.</translation>
    </message>
    <message>
        <source>Says what would be written, and writes nothing.</source>
        <translation>쓸 내용을 알려 주기만 하고 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>import takes one template</source>
        <translation>import에는 템플릿 하나가 필요합니다</translation>
    </message>
    <message>
        <source>Takes the state machines of a SAM or CloudFormation template into a workspace and prints the files. Functions are found by their logical id, their name or their folder; what the workspace lacks comes with its code where that is beside the template. Nothing that is there is written over. Exit code 1 when one of the state machines could not come.</source>
        <translation>SAM이나 CloudFormation 템플릿의 상태 머신을 워크스페이스로 가져오고 파일을 출력합니다. 함수는 논리 ID, 이름 또는 폴더로 찾습니다. 워크스페이스에 없는 함수는 코드가 템플릿 옆에 있으면 함께 가져옵니다. 이미 있는 것은 덮어쓰지 않습니다. 가져오지 못한 상태 머신이 있으면 종료 코드는 1입니다.</translation>
    </message>
    <message>
        <source>Draws the states that are collapsed in the window as one box each.</source>
        <translation>창에서 접어 둔 상태를 각각 상자 하나로 그립니다.</translation>
    </message>
    <message>
        <source>Prints one JSON object, with the history and the executions that it began.</source>
        <translation>이력과 시작한 실행들을 담은 JSON 객체 하나를 출력합니다.</translation>
    </message>
    <message>
        <source>prints an event as a service sends it</source>
        <translation>서비스가 보내는 그대로의 이벤트를 출력합니다</translation>
    </message>
    <message>
        <source>What the function gets: a JSON file, - for standard input, a test event of the function, or a template such as sqs or s3/put. Without it, the test event &quot;default&quot;, or {}.</source>
        <translation>함수가 받는 것: JSON 파일, 표준 입력을 뜻하는 -, 함수의 테스트 이벤트, 또는 sqs나 s3/put 같은 템플릿. 없으면 테스트 이벤트 &quot;default&quot; 또는 {}입니다.</translation>
    </message>
    <message>
        <source>%1, one of %2</source>
        <translation>%1, 다음 중 하나: %2</translation>
    </message>
    <message>
        <source>%1; without it, %2</source>
        <translation>%1, 없으면 %2</translation>
    </message>
    <message>
        <source>%1: %2. Prints the event as JSON.</source>
        <translation>%1: %2. 이벤트를 JSON으로 출력합니다.</translation>
    </message>
    <message>
        <source>event takes a service, an event and its fields</source>
        <translation>event에는 서비스, 이벤트, 필드를 줍니다</translation>
    </message>
    <message>
        <source>Prints an event as a service sends it, filled in with the fields that are given: the same services, events and fields as &quot;sam local generate-event&quot;. Without an event it lists them; &quot;warmstart event SERVICE EVENT --help&quot; explains the fields.</source>
        <translation>서비스가 보내는 그대로의 이벤트를 주어진 필드로 채워 출력합니다. 서비스, 이벤트, 필드는 &quot;sam local generate-event&quot;와 같습니다. 이벤트를 주지 않으면 목록을 보여 주고, &quot;warmstart event SERVICE EVENT --help&quot;는 필드를 설명합니다.</translation>
    </message>
    <message>
        <source>Such as sqs; lists its events.</source>
        <translation>예: sqs. 그 이벤트를 나열합니다.</translation>
    </message>
    <message>
        <source>Such as receive-message.</source>
        <translation>예: receive-message.</translation>
    </message>
    <message>
        <source>Lets functions outside a VPC use the network, as the service does. Only for code that you trust.</source>
        <translation>서비스처럼 VPC 밖의 함수가 네트워크를 쓸 수 있게 합니다. 신뢰하는 코드에만 쓰세요.</translation>
    </message>
    <message>
        <source>Draws a state machine definition as the window does, with the notes and regions of the .canvas.json beside it and the machines that it shows inside Tasks.</source>
        <translation>상태 머신 정의를 창에서 보이는 대로 그립니다. 옆에 있는 .canvas.json의 메모와 영역, 그리고 Task 안에 펼쳐 둔 상태 머신도 함께 그립니다.</translation>
    </message>
    <message>
        <source>Who it is invoked for, where the function is isolated by tenant.</source>
        <translation>테넌트별로 격리된 함수를 어느 테넌트를 위해 호출하는지 정합니다.</translation>
    </message>
    <message>
        <source>How many tenants send the load, each request one of them at random: for functions that are isolated by tenant.</source>
        <translation>부하를 보내는 테넌트 수입니다. 요청마다 그중 하나가 무작위로 정해집니다. 테넌트별로 격리된 함수에 씁니다.</translation>
    </message>
</context>
<context>
    <name>ws::app::CommandPalette</name>
    <message>
        <source>Type the name of a command</source>
        <translation>명령 이름 입력</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Not possible at the moment</source>
        <translation>지금은 실행할 수 없음</translation>
    </message>
</context>
<context>
    <name>ws::app::DifferenceDialog</name>
    <message>
        <source>Compare %1</source>
        <translation>%1 비교</translation>
    </message>
    <message>
        <source>Diagram</source>
        <translation>다이어그램</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>텍스트</translation>
    </message>
</context>
<context>
    <name>ws::app::Docks</name>
    <message>
        <source>Workspace</source>
        <translation>워크스페이스</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>속성</translation>
    </message>
    <message>
        <source>Lifecycle</source>
        <translation>수명 주기</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Invocations</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>Move to a window of its own</source>
        <translation>별도 창으로 분리</translation>
    </message>
    <message>
        <source>Hide panel</source>
        <translation>패널 숨기기</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>부하</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>디버그</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>팔레트</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Data flow</source>
        <translation>데이터 흐름</translation>
    </message>
    <message>
        <source>Mocks</source>
        <translation>모의 응답</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행 이력</translation>
    </message>
</context>
<context>
    <name>ws::app::ImportDialog</name>
    <message>
        <source>Calls functions that are not here yet: %1</source>
        <translation>아직 없는 함수를 호출합니다: %1</translation>
    </message>
    <message>
        <source>Keeps placeholders: %1</source>
        <translation>치환 자리가 남습니다: %1</translation>
    </message>
    <message>
        <source>Ready to run</source>
        <translation>바로 실행할 수 있습니다</translation>
    </message>
    <message>
        <source>Import from a template</source>
        <translation>템플릿에서 가져오기</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>What to know</source>
        <translation>알아둘 점</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>가져오기(&amp;I)</translation>
    </message>
    <message>
        <source>State machines of %1 and the functions that this workspace lacks for them. Substitutions are filled in with the functions of the workspace; the template itself stays as it is.</source>
        <translation>%1의 상태 머신과, 이 워크스페이스에 없지만 거기에 필요한 함수입니다. 치환 자리는 워크스페이스의 함수로 채우고, 템플릿 자체는 그대로 둡니다.</translation>
    </message>
    <message>
        <source>What comes</source>
        <translation>가져올 것</translation>
    </message>
    <message>
        <source>State machines and functions of the template</source>
        <translation>템플릿의 상태 머신과 함수</translation>
    </message>
    <message>
        <source>Copied from %1</source>
        <translation>%1에서 복사</translation>
    </message>
    <message>
        <source>%1 cannot come. %2</source>
        <translation>%1을(를) 가져올 수 없습니다. %2</translation>
    </message>
</context>
<context>
    <name>ws::app::MainWindow</name>
    <message>
        <source>Saved %1</source>
        <translation>%1 저장됨</translation>
    </message>
    <message>
        <source>Warmstart</source>
        <translation>Warmstart</translation>
    </message>
    <message>
        <source>%1 – Warmstart</source>
        <translation>%1 – Warmstart</translation>
    </message>
    <message>
        <source>Open a workspace folder</source>
        <translation>워크스페이스 폴더 열기</translation>
    </message>
    <message>
        <source>About Warmstart</source>
        <translation>Warmstart 정보</translation>
    </message>
    <message>
        <source>Open a state machine first; then it is added there.</source>
        <translation>먼저 상태 머신을 여세요. 그러면 거기에 추가됩니다.</translation>
    </message>
    <message>
        <source>In the editor</source>
        <translation>편집기 내용</translation>
    </message>
    <message>
        <source>Last commit</source>
        <translation>마지막 커밋</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>비교할 파일</translation>
    </message>
    <message>
        <source>Export the diagram</source>
        <translation>다이어그램 내보내기</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.png *.pdf)</source>
        <translation>그림 (*.svg *.png *.pdf)</translation>
    </message>
    <message>
        <source>Wrote %1</source>
        <translation>%1을(를) 썼습니다</translation>
    </message>
    <message>
        <source>Amazon States Language, JSON (*.asl.json)</source>
        <translation>Amazon States Language(JSON) 파일 (*.asl.json)</translation>
    </message>
    <message>
        <source>Amazon States Language, YAML (*.asl.yaml)</source>
        <translation>Amazon States Language(YAML) 파일 (*.asl.yaml)</translation>
    </message>
    <message>
        <source>Export the definition</source>
        <translation>정의 내보내기</translation>
    </message>
    <message>
        <source>Import from a template</source>
        <translation>템플릿에서 가져오기</translation>
    </message>
    <message>
        <source>Templates (*.yaml *.yml *.json *.template);;All files (*)</source>
        <translation>템플릿 (*.yaml *.yml *.json *.template);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>SAM template (*.yaml *.json)</source>
        <translation>SAM 템플릿 (*.yaml *.json)</translation>
    </message>
    <message>
        <source>CloudFormation template (*.yaml *.json)</source>
        <translation>CloudFormation 템플릿 (*.yaml *.json)</translation>
    </message>
    <message numerus="yes">
        <source>%n comment(s) cannot be kept in that form.</source>
        <translation>
            <numerusform>주석 %n개는 그 형식에 남길 수 없습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alias(es) are written out in full.</source>
        <translation>
            <numerusform>별칭(alias) %n개는 값 전체로 풀어 씁니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export the selected states</source>
        <translation>선택한 상태 내보내기</translation>
    </message>
    <message>
        <source>Pictures and Amazon States Language (*.svg *.png *.pdf *.asl.json)</source>
        <translation>그림과 Amazon States Language (*.svg *.png *.pdf *.asl.json)</translation>
    </message>
    <message>
        <source>%1
The definition itself stays as it is. Export anyway?</source>
        <translation>%1
정의 자체는 그대로 둡니다. 그래도 내보낼까요?</translation>
    </message>
    <message>
        <source>Extract into a state machine</source>
        <translation>상태 머신으로 추출</translation>
    </message>
    <message>
        <source>Name of the new state machine:</source>
        <translation>새 상태 머신의 이름:</translation>
    </message>
    <message>
        <source>The states are in %1 now; undoing brings them back here and leaves that file.</source>
        <translation>상태를 %1(으)로 옮겼습니다. 실행 취소하면 여기로 돌아오고 그 파일은 남습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n file(s) and folder(s)</source>
        <translation>
            <numerusform>파일과 폴더 %n개를 가져왔습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Pictures, collapsed as on the canvas (*.svg *.png *.pdf)</source>
        <translation>그림, 캔버스처럼 접은 채로 (*.svg *.png *.pdf)</translation>
    </message>
    <message>
        <source>Runs Lambda functions and Step Functions workflows on this computer. Free software under the GNU General Public License, version 3 or later.</source>
        <translation>이 컴퓨터에서 Lambda 함수와 Step Functions 워크플로를 실행합니다. GNU 일반 공중 사용 허가서 버전 3 이상에 따른 자유 소프트웨어입니다.</translation>
    </message>
</context>
<context>
    <name>ws::app::Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>패널(&amp;P)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>테마(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>도구 모음</translation>
    </message>
</context>
<context>
    <name>ws::app::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source> s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>Account concurrency</source>
        <translation>계정 동시성</translation>
    </message>
    <message>
        <source>Invocations that may run at the same time over all functions. The service&apos;s default is 1,000.</source>
        <translation>모든 함수에서 동시에 실행할 수 있는 호출 수입니다. 서비스 기본값은 1,000입니다.</translation>
    </message>
    <message>
        <source>Idle time</source>
        <translation>유휴 시간</translation>
    </message>
    <message>
        <source>An environment that nobody uses for this long is shut down. The service does not publish its value; 5 to 60 minutes were measured.</source>
        <translation>이 시간 동안 사용되지 않은 실행 환경을 종료합니다. 서비스의 값은 공개되지 않았으며, 5~60분으로 측정되었습니다.</translation>
    </message>
    <message>
        <source>Go on with them</source>
        <translation>이어서 실행</translation>
    </message>
    <message>
        <source>End them as aborted</source>
        <translation>중단된 것으로 끝내기</translation>
    </message>
    <message>
        <source>Leave them for later</source>
        <translation>나중을 위해 그대로 두기</translation>
    </message>
    <message>
        <source>Unfinished executions</source>
        <translation>끝나지 않은 실행</translation>
    </message>
    <message>
        <source>When a workspace is opened whose executions were cut off by a crash: tasks that had ended do not run again, one whose end nobody heard of does.</source>
        <translation>프로그램이 갑자기 끝나 실행이 끊긴 워크스페이스를 열 때 적용됩니다. 이미 끝난 작업은 다시 실행하지 않고, 끝났는지 알 수 없는 작업은 다시 실행합니다.</translation>
    </message>
    <message>
        <source>Limit requests per second</source>
        <translation>초당 요청 수 제한</translation>
    </message>
    <message>
        <source>As the service does: 10 requests a second for each unit of concurrency. Switch it off for local load tests of short functions.</source>
        <translation>서비스와 같이 동시성 1마다 초당 요청 10건으로 제한합니다. 짧은 함수의 로컬 부하 테스트에서는 끄십시오.</translation>
    </message>
    <message>
        <source>Today&apos;s rules</source>
        <translation>오늘의 규칙</translation>
    </message>
    <message>
        <source>Behave as of</source>
        <translation>동작 기준일</translation>
    </message>
    <message>
        <source>Scaling: a burst of 500 to 3,000 by region, then 500 a minute for all functions together (until 2023-11-26).</source>
        <translation>확장: 리전에 따라 500~3,000개까지 한 번에, 그다음은 모든 함수를 합쳐 1분에 500개(2023-11-26 이전).</translation>
    </message>
    <message>
        <source>Scaling: 1,000 new environments per 10 seconds for each function.</source>
        <translation>확장: 함수마다 10초에 새 실행 환경 1,000개.</translation>
    </message>
    <message>
        <source>Billing: in steps of 100 ms (until 2020-12-01).</source>
        <translation>요금: 100 ms 단위(2020-12-01 이전).</translation>
    </message>
    <message>
        <source>Billing: in steps of 1 ms.</source>
        <translation>요금: 1 ms 단위.</translation>
    </message>
    <message>
        <source>INIT: free for managed runtimes (until 2025-08-01).</source>
        <translation>INIT: 관리형 런타임은 무료(2025-08-01 이전).</translation>
    </message>
    <message>
        <source>INIT: billed for every function.</source>
        <translation>INIT: 모든 함수에 요금이 붙습니다.</translation>
    </message>
    <message>
        <source>Events: up to 256 KB (until 2025-10-24).</source>
        <translation>이벤트: 256 KB까지(2025-10-24 이전).</translation>
    </message>
    <message>
        <source>Events: up to 1 MB.</source>
        <translation>이벤트: 1 MB까지.</translation>
    </message>
    <message>
        <source>Functions may use the network</source>
        <translation>함수가 네트워크를 쓸 수 있음</translation>
    </message>
    <message>
        <source>As the service does for functions outside a VPC, from the next environment on. They reach what this computer reaches, except its own localhost. Only for code that you trust; needs the Debian package slirp4netns.</source>
        <translation>서비스가 VPC 밖의 함수에 하듯이, 다음 실행 환경부터 적용됩니다. 함수는 이 컴퓨터가 닿는 곳에 닿지만 이 컴퓨터의 localhost에는 닿지 않습니다. 신뢰하는 코드에만 쓰세요. Debian 패키지 slirp4netns가 필요합니다.</translation>
    </message>
</context>
<context>
    <name>ws::app::StatusLine</name>
    <message numerus="yes">
        <source>%n environment(s)</source>
        <translation>
            <numerusform>실행 환경 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Execution environments that are alive</source>
        <translation>현재 살아 있는 실행 환경</translation>
    </message>
    <message>
        <source>No workspace</source>
        <translation>워크스페이스 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n개 실행 중</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비됨</translation>
    </message>
    <message numerus="yes">
        <source>%n notice(s)</source>
        <translation>
            <numerusform>알림 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>What this computer cannot give to functions</source>
        <translation>이 컴퓨터에서 함수에 제공할 수 없는 기능</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>%1 기준</translation>
    </message>
    <message>
        <source>Scaling, billing and payload limits are those of that day. The settings change it.</source>
        <translation>확장, 요금, 페이로드 한도가 그날의 규칙을 따릅니다. 설정에서 바꿀 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>ws::app::WelcomePage</name>
    <message>
        <source>Warmstart</source>
        <translation>Warmstart</translation>
    </message>
    <message>
        <source>Run Lambda functions and Step Functions workflows on this computer, and watch environments start, work, idle and end.</source>
        <translation>이 컴퓨터에서 Lambda 함수와 Step Functions 워크플로를 실행하고, 실행 환경이 시작되고, 실행되고, 대기하고, 종료되는 과정을 살펴봅니다.</translation>
    </message>
    <message>
        <source>Start with a sample</source>
        <translation>샘플로 시작</translation>
    </message>
    <message>
        <source>Your workspaces</source>
        <translation>내 워크스페이스</translation>
    </message>
    <message>
        <source>Open folder …</source>
        <translation>폴더 열기 …</translation>
    </message>
    <message>
        <source>Cold and warm starts</source>
        <translation>콜드 스타트와 웜 스타트</translation>
    </message>
    <message>
        <source>A counter that remembers, and a cache that forgets to. See your first cold start with one click.</source>
        <translation>값을 기억하는 카운터와 갱신되지 않는 캐시. 클릭 한 번으로 첫 콜드 스타트를 확인합니다.</translation>
    </message>
    <message>
        <source>First and second</source>
        <translation>첫 번째와 두 번째</translation>
    </message>
    <message>
        <source>Two functions in a row, with a path for when one of them fails.</source>
        <translation>차례로 실행되는 함수 두 개와 실패했을 때의 경로.</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>주문</translation>
    </message>
    <message>
        <source>Python, Node.js and a shell runtime under one workflow with Choice, Parallel, Map, Wait, Retry and Catch.</source>
        <translation>Python, Node.js, 셸 런타임을 Choice, Parallel, Map, Wait, Retry, Catch가 있는 하나의 워크플로로 실행합니다.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open the sample %1</source>
        <translation>%1 샘플 열기</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>배송</translation>
    </message>
    <message>
        <source>One workflow starts another: look into it while it runs, step into it, and redrive it where it failed.</source>
        <translation>한 워크플로가 다른 워크플로를 시작합니다. 실행 중에 안을 들여다보고, 안으로 들어가 보고, 실패한 곳에서 다시 실행하세요.</translation>
    </message>
</context>
<context>
    <name>ws::charts::ConcurrencyChart</name>
    <message>
        <source>Account limit %1</source>
        <translation>계정 한도 %1</translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>실행 중 %1</translation>
    </message>
    <message>
        <source>Environments %1</source>
        <translation>실행 환경 %1</translation>
    </message>
    <message>
        <source>Throttled %1</source>
        <translation>스로틀링 %1</translation>
    </message>
    <message>
        <source>Concurrency chart</source>
        <translation>동시성 차트</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;%1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Running: %2&lt;br&gt;Environments: %3&lt;br&gt;Throttled so far: %4&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;%1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;실행 중: %2&lt;br&gt;실행 환경: %3&lt;br&gt;누적 스로틀링: %4&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Running: %1, environments: %2, throttled: %3</source>
        <translation>실행 중: %1, 실행 환경: %2, 스로틀링: %3</translation>
    </message>
    <message>
        <source>Reserved for %1: %2</source>
        <translation>%1 예약: %2</translation>
    </message>
    <message>
        <source>Provisioned for %1:%2: %3</source>
        <translation>%1:%2 프로비저닝: %3</translation>
    </message>
    <message>
        <source>&lt;p&gt;Last throttle: %1&lt;/p&gt;</source>
        <translation>&lt;p&gt;마지막 스로틀링: %1&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>ws::codeeditor::CodeView</name>
    <message>
        <source>Go to line</source>
        <translation>줄로 이동</translation>
    </message>
    <message>
        <source>Line (1 to %1):</source>
        <translation>줄 번호(1~%1):</translation>
    </message>
    <message>
        <source>No quick fix here.</source>
        <translation>여기에는 빠른 수정이 없습니다.</translation>
    </message>
</context>
<context>
    <name>ws::codeeditor::CompareDialog</name>
    <message>
        <source>Compare %1</source>
        <translation>%1 비교</translation>
    </message>
    <message>
        <source>In the editor (unsaved)</source>
        <translation>편집기(저장되지 않음)</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>디스크</translation>
    </message>
</context>
<context>
    <name>ws::codeeditor::CompletionList</name>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>변수</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>멤버</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>리소스</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Snippet</source>
        <translation>조각</translation>
    </message>
    <message>
        <source>In the last run: %1</source>
        <translation>지난 실행: %1</translation>
    </message>
    <message>
        <source>Completions</source>
        <translation>자동 완성</translation>
    </message>
</context>
<context>
    <name>ws::codeeditor::EditorPage</name>
    <message>
        <source>This file was changed by another program while it has unsaved changes here.</source>
        <translation>여기에 저장되지 않은 변경 내용이 있는 동안 다른 프로그램이 이 파일을 변경했습니다.</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>다시 불러오기</translation>
    </message>
    <message>
        <source>Take what is on disk; your changes stay in undo</source>
        <translation>디스크의 내용을 불러옵니다. 내 변경 내용은 실행 취소로 되돌릴 수 있습니다</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>내 변경 유지</translation>
    </message>
    <message>
        <source>The next save replaces what is on disk</source>
        <translation>다음에 저장할 때 디스크의 내용을 덮어씁니다</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <translation>%1의 텍스트</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>%1행: %2</translation>
    </message>
    <message numerus="yes">
        <source>Line %1: %2 (and %n more)</source>
        <translation>
            <numerusform>%1행: %2 (외 %n개)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::codeeditor::EditorTabs</name>
    <message>
        <source>● %1</source>
        <translation>● %1</translation>
    </message>
    <message>
        <source>%1 (not saved)</source>
        <translation>%1(저장되지 않음)</translation>
    </message>
    <message>
        <source>Save changes?</source>
        <translation>변경 내용 저장</translation>
    </message>
    <message>
        <source>%1 has unsaved changes.</source>
        <translation>%1에 저장되지 않은 변경 내용이 있습니다.</translation>
    </message>
</context>
<context>
    <name>ws::codeeditor::FindBar</name>
    <message>
        <source>Find</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>바꿀 내용</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>대/소문자 구분</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>정규식</translation>
    </message>
    <message>
        <source>Previous match (Shift+F3)</source>
        <translation>이전 항목(Shift+F3)</translation>
    </message>
    <message>
        <source>Next match (F3)</source>
        <translation>다음 항목(F3)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>닫기(Esc)</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>모두 바꾸기</translation>
    </message>
    <message>
        <source>Not a valid expression</source>
        <translation>올바르지 않은 정규식</translation>
    </message>
    <message>
        <source>No match</source>
        <translation>결과 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n개 일치</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n개 바꿈</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::codeeditor::ProblemsModel</name>
    <message>
        <source>Error: %1</source>
        <translation>오류: %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>경고: %1</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>줄</translation>
    </message>
</context>
<context>
    <name>ws::codeeditor::ProblemsPanel</name>
    <message>
        <source>No problems in the open files.
Errors of JSON, state machines, Python and JavaScript appear here while you type.</source>
        <translation>열린 파일에 문제가 없습니다.
JSON, 상태 머신, Python, JavaScript의 오류가 입력하는 동안 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>문제</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::AliasEditor</name>
    <message>
        <source>Aliases</source>
        <translation>별칭</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>별칭</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>가리키는 버전</translation>
    </message>
    <message>
        <source>Ran so far</source>
        <translation>지금까지 실행</translation>
    </message>
    <message>
        <source>Choose an alias to change it below</source>
        <translation>별칭을 선택하면 아래에서 바꿀 수 있습니다</translation>
    </message>
    <message>
        <source>A name such as live</source>
        <translation>live 같은 이름</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Second version</source>
        <translation>두 번째 버전</translation>
    </message>
    <message>
        <source>Its share</source>
        <translation>그 비율</translation>
    </message>
    <message>
        <source>Share of the second version in per cent</source>
        <translation>두 번째 버전의 비율(퍼센트)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Deletes the alias; the versions stay</source>
        <translation>별칭만 삭제하고 버전은 남깁니다</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>버전 %1</translation>
    </message>
    <message>
        <source>%1 (%2 %), %3 (%4 %)</source>
        <translation>%1 (%2 %), %3 (%4 %)</translation>
    </message>
    <message>
        <source>%1: %2 (%3 %)</source>
        <translation>%1: %2회 (%3 %)</translation>
    </message>
    <message>
        <source>Change alias</source>
        <translation>별칭 변경</translation>
    </message>
    <message>
        <source>Create alias</source>
        <translation>별칭 만들기</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::ArrivalsChart</name>
    <message>
        <source>Arrivals of the load</source>
        <translation>부하의 도착</translation>
    </message>
    <message>
        <source>No load yet</source>
        <translation>아직 부하가 없습니다</translation>
    </message>
    <message>
        <source>%1 invocations over %2</source>
        <translation>%2 동안 호출 %1건</translation>
    </message>
    <message>
        <source>More than %1 invocations; the first %2 are shown</source>
        <translation>호출 %1건 초과. 처음 %2만 표시합니다</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::BreakpointForm</name>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Next state</source>
        <translation>다음 상태</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Only if</source>
        <translation>조건</translation>
    </message>
    <message>
        <source>From hit</source>
        <translation>적중 횟수부터</translation>
    </message>
    <message>
        <source>Before a state is entered</source>
        <translation>상태에 들어가기 전</translation>
    </message>
    <message>
        <source>When a state was left</source>
        <translation>상태를 떠났을 때</translation>
    </message>
    <message>
        <source>Between two states</source>
        <translation>두 상태 사이</translation>
    </message>
    <message>
        <source>When an error shows</source>
        <translation>오류가 나타날 때</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>모든 상태</translation>
    </message>
    <message>
        <source>Any error</source>
        <translation>모든 오류</translation>
    </message>
    <message>
        <source>Always – or JSONata, or a Choice rule as JSON</source>
        <translation>항상 – 또는 JSONata나 JSON으로 쓴 Choice 규칙</translation>
    </message>
    <message>
        <source>JSONata such as n &gt; 3 and $count = 1. Names are those of the input, variables begin with $; $states.input, $states.result, $states.errorOutput and $states.context.Map.Item.Index are there too. A rule of a Choice state works as well: {&quot;Variable&quot;: &quot;$.n&quot;, &quot;NumericEquals&quot;: 3}.</source>
        <translation>n &gt; 3 and $count = 1과 같은 JSONata입니다. 이름은 입력의 이름이고 변수는 $로 시작하며, $states.input, $states.result, $states.errorOutput, $states.context.Map.Item.Index도 쓸 수 있습니다. Choice 상태의 규칙도 됩니다: {&quot;Variable&quot;: &quot;$.n&quot;, &quot;NumericEquals&quot;: 3}.</translation>
    </message>
    <message>
        <source>How often it must have come this far before it stops</source>
        <translation>몇 번째로 여기에 이르렀을 때부터 멈출지 정합니다</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::ComparePanel</name>
    <message>
        <source>The run to compare with</source>
        <translation>비교 기준 실행</translation>
    </message>
    <message>
        <source>The run that is compared</source>
        <translation>비교할 실행</translation>
    </message>
    <message>
        <source>Only differences</source>
        <translation>차이만</translation>
    </message>
    <message>
        <source>Visits of both runs</source>
        <translation>두 실행의 방문</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>첫 번째 실행</translation>
    </message>
    <message>
        <source>Second run</source>
        <translation>두 번째 실행</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>Differences of input and output</source>
        <translation>입력과 출력의 차이</translation>
    </message>
    <message>
        <source>Choose a run</source>
        <translation>실행 선택</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>%1, item %2</source>
        <translation>%1, 항목 %2</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>path</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>status</source>
        <translation>상태 값</translation>
    </message>
    <message>
        <source>input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>attempts</source>
        <translation>시도</translation>
    </message>
    <message>
        <source>Both runs went the same way with the same data.</source>
        <translation>두 실행은 같은 데이터로 같은 경로를 지났습니다.</translation>
    </message>
    <message>
        <source>They first differ at %1. Visits that differ: %2 of %3.</source>
        <translation>%1에서 처음으로 달라집니다. 다른 방문: %3개 중 %2개.</translation>
    </message>
    <message>
        <source>Input:</source>
        <translation>입력:</translation>
    </message>
    <message>
        <source>Output:</source>
        <translation>출력:</translation>
    </message>
    <message>
        <source>Nothing to compare yet.
Choose two runs of a machine above to see where they first differ, and how long each state took in both.</source>
        <translation>아직 비교할 것이 없습니다.
위에서 한 상태 머신의 실행 두 개를 고르면 처음 달라진 곳과 각 상태의 소요 시간을 볼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::ConcurrencyEditor</name>
    <message>
        <source>Concurrency</source>
        <translation>동시성</translation>
    </message>
    <message>
        <source>Reserve</source>
        <translation>예약</translation>
    </message>
    <message>
        <source>So many may run at once, no more, and nobody else gets them. 0 switches the function off.</source>
        <translation>동시에 이만큼만 실행하고, 다른 함수는 이 몫을 쓰지 못합니다. 0이면 함수를 끕니다.</translation>
    </message>
    <message>
        <source>Reserved concurrency</source>
        <translation>예약된 동시성</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>Counts until function.json changes. To keep it, enter it in the form beside that file.</source>
        <translation>function.json이 바뀔 때까지 적용됩니다. 계속 유지하려면 그 파일 옆의 양식에 입력하세요.</translation>
    </message>
    <message>
        <source>Provisioned: environments that are initialised ahead, for a published version or an alias.</source>
        <translation>프로비저닝됨: 게시된 버전이나 별칭을 위해 미리 초기화해 두는 실행 환경입니다.</translation>
    </message>
    <message>
        <source>Qualifier</source>
        <translation>한정자</translation>
    </message>
    <message>
        <source>Requested</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Allocated</source>
        <translation>할당</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태 값</translation>
    </message>
    <message>
        <source>Provisioned concurrency</source>
        <translation>프로비저닝된 동시성</translation>
    </message>
    <message>
        <source>Version or alias</source>
        <translation>버전 또는 별칭</translation>
    </message>
    <message>
        <source>Environments to keep initialised</source>
        <translation>초기화해 둘 실행 환경 수</translation>
    </message>
    <message>
        <source>Provision</source>
        <translation>프로비저닝</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>Starts so many environments ahead; they come after a minute or so</source>
        <translation>실행 환경을 이만큼 미리 시작합니다. 1분쯤 걸립니다</translation>
    </message>
    <message>
        <source>Publish a version first: $LATEST cannot be provisioned</source>
        <translation>먼저 버전을 게시하세요. $LATEST는 프로비저닝할 수 없습니다</translation>
    </message>
    <message>
        <source>Ends what is kept initialised for it</source>
        <translation>초기화해 둔 실행 환경을 끝냅니다</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::DataFlowPanel</name>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>변수</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Input of the state</source>
        <translation>상태의 입력</translation>
    </message>
    <message>
        <source>Variables before the state</source>
        <translation>상태에 들어가기 전의 변수</translation>
    </message>
    <message>
        <source>Result that stands in for the call; empty: none</source>
        <translation>호출을 대신하는 결과. 비어 있으면 없음</translation>
    </message>
    <message>
        <source>Definition of the state</source>
        <translation>상태의 정의</translation>
    </message>
    <message>
        <source>Test with a real call</source>
        <translation>실제 호출로 시험</translation>
    </message>
    <message>
        <source>Calls the function for this state alone, with what is written here</source>
        <translation>여기에 쓴 내용으로 이 상태만 함수를 호출합니다</translation>
    </message>
    <message>
        <source>Apply to the file</source>
        <translation>파일에 적용</translation>
    </message>
    <message>
        <source>Writes the state as it was changed here into the definition</source>
        <translation>여기서 바꾼 상태를 정의에 씁니다</translation>
    </message>
    <message>
        <source>Calling …</source>
        <translation>호출하는 중 …</translation>
    </message>
    <message>
        <source>Succeeds; the run ends here.</source>
        <translation>성공합니다. 실행은 여기서 끝납니다.</translation>
    </message>
    <message>
        <source>Succeeds; next is %1.</source>
        <translation>성공합니다. 다음은 %1입니다.</translation>
    </message>
    <message>
        <source>Fails with %1, which a Catch takes to %2.</source>
        <translation>%1(으)로 실패하고 Catch가 %2(으)로 보냅니다.</translation>
    </message>
    <message>
        <source>Fails with %1 and would be tried again after %2.</source>
        <translation>%1(으)로 실패하고 %2 뒤에 다시 시도됩니다.</translation>
    </message>
    <message>
        <source>Fails with %1.</source>
        <translation>%1(으)로 실패합니다.</translation>
    </message>
    <message>
        <source>Fails with %1: %2</source>
        <translation>%1(으)로 실패합니다: %2</translation>
    </message>
    <message>
        <source>It calls something here. Write a result, or test it with a real call.</source>
        <translation>여기서 무언가를 호출합니다. 결과를 쓰거나 실제 호출로 시험하세요.</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>Stages of the data</source>
        <translation>데이터의 단계</translation>
    </message>
    <message>
        <source>%1, attempt %2</source>
        <translation>%1, %2번째 시도</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>No state is selected.
Select one on the canvas to see what becomes of its data, stage by stage, and to try changes without saving them.</source>
        <translation>선택한 상태가 없습니다.
캔버스에서 상태를 선택하면 데이터가 단계마다 어떻게 바뀌는지 보고, 저장하지 않고 변경을 시험할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::DebugPanel</name>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>변수</translation>
    </message>
    <message>
        <source>Input of the next state</source>
        <translation>다음 상태의 입력</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>The run goes on with what is written here</source>
        <translation>실행은 여기에 쓴 내용으로 이어집니다</translation>
    </message>
    <message>
        <source>No breakpoint yet.
Click at the left edge of a state, or press F9 on a selected one.</source>
        <translation>아직 중단점이 없습니다.
상태의 왼쪽 가장자리를 클릭하거나 선택한 상태에서 F9를 누르세요.</translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <translation>중단점</translation>
    </message>
    <message>
        <source>Add a breakpoint at the selected state, or on errors</source>
        <translation>선택한 상태 또는 오류에 중단점 추가</translation>
    </message>
    <message>
        <source>Remove the breakpoint</source>
        <translation>중단점 제거</translation>
    </message>
    <message>
        <source>Before %1. What you change here is what it gets.</source>
        <translation>%1에 들어가기 전입니다. 여기서 바꾼 내용이 그대로 전달됩니다.</translation>
    </message>
    <message>
        <source>Paused while it waits. Step on to a state to edit its data.</source>
        <translation>기다리는 동안 일시 중지되었습니다. 데이터를 편집하려면 상태까지 진행하세요.</translation>
    </message>
    <message>
        <source>Nothing is paused. Set a breakpoint, or press F7 while a run is under way, to see and edit its data here.</source>
        <translation>일시 중지된 실행이 없습니다. 중단점을 설정하거나 실행 중에 F7을 누르면 여기서 데이터를 보고 편집할 수 있습니다.</translation>
    </message>
    <message>
        <source>Applied.</source>
        <translation>적용했습니다.</translation>
    </message>
    <message>
        <source>An error has shown in %1.</source>
        <translation>%1에서 오류가 나타났습니다.</translation>
    </message>
    <message>
        <source>%1 was left.</source>
        <translation>%1에서 나왔습니다.</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::EventEditor</name>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>%1행 %2열: %3</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::EventFormView</name>
    <message>
        <source>The event has no such value in its place any more.</source>
        <translation>이벤트의 제자리에 그런 값이 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>Fields of the event</source>
        <translation>이벤트의 필드</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::EventPicker</name>
    <message>
        <source>Event from a template</source>
        <translation>템플릿에서 이벤트 가져오기</translation>
    </message>
    <message>
        <source>Search for a service or an event</source>
        <translation>서비스나 이벤트 검색</translation>
    </message>
    <message>
        <source>Event templates</source>
        <translation>이벤트 템플릿</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>Own templates</source>
        <translation>내 템플릿</translation>
    </message>
    <message>
        <source>%1 (a trigger of the function)</source>
        <translation>%1(함수의 트리거)</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::EventsPanel</name>
    <message>
        <source>No execution yet.
Open a state machine and press Execute: its events appear here.</source>
        <translation>아직 실행이 없습니다.
상태 머신을 열고 실행을 누르면 이벤트가 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Events of the execution</source>
        <translation>실행 이벤트</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::InvocationsPanel</name>
    <message>
        <source>No invocation yet.
Choose a function and press Invoke, or execute a state machine.</source>
        <translation>아직 호출이 없습니다.
함수를 선택하고 호출을 누르거나 상태 머신을 실행하십시오.</translation>
    </message>
    <message>
        <source>Invocations</source>
        <translation>호출</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::InvokePanel</name>
    <message>
        <source>Machine</source>
        <translation>상태 머신</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Function or state machine to run</source>
        <translation>실행할 함수 또는 상태 머신</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Saved events and templates</source>
        <translation>저장된 이벤트와 템플릿</translation>
    </message>
    <message>
        <source>Save this event in the workspace</source>
        <translation>이 이벤트를 워크스페이스에 저장</translation>
    </message>
    <message>
        <source>Event as JSON</source>
        <translation>JSON 이벤트</translation>
    </message>
    <message>
        <source>Execute</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Invoke</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>Run with this event (Ctrl+Enter)</source>
        <translation>이 이벤트로 실행(Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Kill what runs</source>
        <translation>실행 중인 작업 강제 종료</translation>
    </message>
    <message>
        <source>How many invocations to send</source>
        <translation>보낼 호출 수</translation>
    </message>
    <message>
        <source>Send them all together: each one that finds no idle environment starts a new one</source>
        <translation>모두 동시에 보냅니다. 유휴 실행 환경이 없는 호출은 새 실행 환경을 시작합니다</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>새 이벤트</translation>
    </message>
    <message>
        <source>Template: %1</source>
        <translation>템플릿: %1</translation>
    </message>
    <message>
        <source>Save event</source>
        <translation>이벤트 저장</translation>
    </message>
    <message>
        <source>Name of the event for %1:</source>
        <translation>%1 이벤트의 이름:</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>%1(으)로 저장됨</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>In parallel</source>
        <translation>병렬</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Version or alias to invoke</source>
        <translation>호출할 버전 또는 별칭</translation>
    </message>
    <message>
        <source>Invocation type</source>
        <translation>호출 유형</translation>
    </message>
    <message>
        <source>Wait for the answer</source>
        <translation>응답 대기</translation>
    </message>
    <message>
        <source>As an event</source>
        <translation>이벤트로</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>모의 호출</translation>
    </message>
    <message>
        <source>RequestResponse waits. Event puts it into the queue, with retries after 1 and 2 minutes. DryRun only looks whether it may be invoked.</source>
        <translation>RequestResponse는 응답을 기다립니다. Event는 대기열에 넣고 1분과 2분 뒤에 재시도합니다. DryRun은 호출할 수 있는지만 확인합니다.</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>버전 %1</translation>
    </message>
    <message>
        <source>Take an event from a template …</source>
        <translation>템플릿에서 이벤트 가져오기 …</translation>
    </message>
    <message>
        <source>Event templates</source>
        <translation>이벤트 템플릿</translation>
    </message>
    <message>
        <source>Save as a template, or chain with another result</source>
        <translation>템플릿으로 저장하거나 다른 결과와 연결</translation>
    </message>
    <message>
        <source>Save as an own template …</source>
        <translation>내 템플릿으로 저장 …</translation>
    </message>
    <message>
        <source>Take the last result as the event</source>
        <translation>마지막 결과를 이벤트로 사용</translation>
    </message>
    <message>
        <source>Take the last result as the value at the cursor</source>
        <translation>마지막 결과를 커서 위치의 값으로 사용</translation>
    </message>
    <message>
        <source>Save as an own template</source>
        <translation>내 템플릿으로 저장</translation>
    </message>
    <message>
        <source>Name of the template:</source>
        <translation>템플릿 이름:</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>테넌트</translation>
    </message>
    <message>
        <source>Tenant ID</source>
        <translation>테넌트 ID</translation>
    </message>
    <message>
        <source>Tenant ID, such as blue</source>
        <translation>테넌트 ID(예: blue)</translation>
    </message>
    <message>
        <source>Who the invocation is for (X-Amz-Tenant-Id): the function is isolated by tenant, and an environment serves one tenant only</source>
        <translation>누구를 위한 호출인지 정합니다(X-Amz-Tenant-Id). 이 함수는 테넌트별로 격리되며, 환경 하나는 한 테넌트만 처리합니다</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::IterationGrid</name>
    <message>
        <source>Item %1: %2</source>
        <translation>항목 %1: %2</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::LoadForm</name>
    <message>
        <source>Burst: all at once</source>
        <translation>버스트: 한꺼번에</translation>
    </message>
    <message>
        <source>Steady</source>
        <translation>일정하게</translation>
    </message>
    <message>
        <source>Ramp</source>
        <translation>램프: 점점 많이</translation>
    </message>
    <message>
        <source>Poisson: at random</source>
        <translation>푸아송: 무작위로</translation>
    </message>
    <message>
        <source>Trace from a file</source>
        <translation>파일의 트레이스</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>형태</translation>
    </message>
    <message>
        <source>When invocations arrive</source>
        <translation>호출이 도착하는 방식</translation>
    </message>
    <message>
        <source>Invocations</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>How many arrive at once</source>
        <translation>한꺼번에 도착하는 수</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>초당</translation>
    </message>
    <message>
        <source>How many arrive each second; of a ramp, at its beginning</source>
        <translation>초당 도착하는 수. 램프에서는 시작할 때의 수</translation>
    </message>
    <message>
        <source>Up to</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>How many arrive each second at the end of the ramp</source>
        <translation>램프가 끝날 때 초당 도착하는 수</translation>
    </message>
    <message>
        <source>For</source>
        <translation>동안</translation>
    </message>
    <message>
        <source>How long they arrive: 500ms, 30s, 5m or 1h</source>
        <translation>도착하는 시간: 500ms, 30s, 5m, 1h</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>One time in seconds per line, or the first column of a CSV file</source>
        <translation>한 줄에 초 단위 시각 하나, 또는 CSV 파일의 첫 번째 열</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>Equal seeds give equal arrivals</source>
        <translation>시드가 같으면 도착도 같습니다</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>파일 선택</translation>
    </message>
    <message>
        <source>Trace of arrivals</source>
        <translation>도착 트레이스</translation>
    </message>
    <message>
        <source>Traces (*.csv *.txt);;All files (*)</source>
        <translation>트레이스 (*.csv *.txt);;모든 파일 (*)</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::LoadPanel</name>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>어디서</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>소요</translation>
    </message>
    <message>
        <source>Real environments</source>
        <translation>실제 실행 환경</translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation>시뮬레이션</translation>
    </message>
    <message>
        <source>Real environments run the function in real time. A simulation runs the same counting and scaling in virtual time: an hour takes a moment.</source>
        <translation>실제 실행 환경은 함수를 실시간으로 실행합니다. 시뮬레이션은 같은 집계와 확장을 가상 시간으로 실행하므로 한 시간도 금방 끝납니다.</translation>
    </message>
    <message>
        <source>as measured here</source>
        <translation>여기서 측정한 대로</translation>
    </message>
    <message>
        <source>How long the handler takes in the simulation: 100ms, uniform:100ms:20ms, exponential:100ms or lognormal:100ms:50ms. Empty: as long as its invocations here took.</source>
        <translation>시뮬레이션에서 핸들러가 걸리는 시간: 100ms, uniform:100ms:20ms, exponential:100ms, lognormal:100ms:50ms. 비워 두면 여기서 호출에 걸린 시간을 씁니다.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Sends no more; what is under way is awaited</source>
        <translation>더 보내지 않고 진행 중인 호출을 기다립니다</translation>
    </message>
    <message>
        <source>What the load came to</source>
        <translation>부하의 결과</translation>
    </message>
    <message>
        <source>Nothing measured yet.
Choose a shape and press Start: throttles, cold starts, latency and cost appear here, beside those of the load before.</source>
        <translation>아직 측정한 것이 없습니다.
형태를 고르고 시작을 누르세요. 스로틀링, 콜드 스타트, 지연 시간, 비용이 이전 부하와 나란히 표시됩니다.</translation>
    </message>
    <message>
        <source>Puts the function under load</source>
        <translation>함수에 부하를 줍니다</translation>
    </message>
    <message>
        <source>This workspace has no functions</source>
        <translation>이 워크스페이스에는 함수가 없습니다</translation>
    </message>
    <message>
        <source>%1, real</source>
        <translation>%1, 실제</translation>
    </message>
    <message>
        <source>%1 sent, %2 answered</source>
        <translation>전송 %1, 응답 %2</translation>
    </message>
    <message>
        <source>All sent; waiting for %1</source>
        <translation>모두 전송함. %1건 대기 중</translation>
    </message>
    <message>
        <source>Done: %1 invocations in %2</source>
        <translation>완료: %2 동안 호출 %1건</translation>
    </message>
    <message>
        <source>%1, simulated</source>
        <translation>%1, 시뮬레이션</translation>
    </message>
    <message>
        <source>Done: %1 invocations over %2 of virtual time</source>
        <translation>완료: 가상 시간 %2 동안 호출 %1건</translation>
    </message>
    <message>
        <source>Simulating: %1 %</source>
        <translation>시뮬레이션 중: %1 %</translation>
    </message>
    <message>
        <source>Done: %1 invocations in %2. The last failure: %3</source>
        <translation>완료: %2 동안 호출 %1건. 마지막 실패: %3</translation>
    </message>
    <message>
        <source>Tenants</source>
        <translation>테넌트</translation>
    </message>
    <message>
        <source>How many tenants send it, each request one of them at random: the function is isolated by tenant, and they share no environment</source>
        <translation>부하를 보내는 테넌트 수입니다. 요청마다 그중 하나가 무작위로 정해집니다. 이 함수는 테넌트별로 격리되어 환경을 함께 쓰지 않습니다</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::LogPanel</name>
    <message>
        <source>Filter the log</source>
        <translation>로그 필터</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>정규식</translation>
    </message>
    <message>
        <source>Function whose lines are shown</source>
        <translation>로그를 표시할 함수</translation>
    </message>
    <message>
        <source>Follow new lines</source>
        <translation>새 줄 따라가기</translation>
    </message>
    <message>
        <source>Copy what is shown</source>
        <translation>표시된 내용 복사</translation>
    </message>
    <message>
        <source>Clear the view</source>
        <translation>보기 지우기</translation>
    </message>
    <message>
        <source>Log lines</source>
        <translation>로그 줄</translation>
    </message>
    <message>
        <source>All functions</source>
        <translation>모든 함수</translation>
    </message>
    <message>
        <source>No line matches. Change the filter to see the others.</source>
        <translation>일치하는 줄이 없습니다. 다른 줄을 보려면 필터를 변경하십시오.</translation>
    </message>
    <message>
        <source>Nothing logged yet.
Invoke a function: START, END, REPORT and what it prints appear here while it runs.</source>
        <translation>아직 로그가 없습니다.
함수를 호출하면 실행되는 동안 START, END, REPORT와 함수의 출력이 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>%1 생략됨</translation>
    </message>
    <message>
        <source>A function wrote faster than anybody reads</source>
        <translation>함수가 읽을 수 없을 만큼 빠르게 출력했습니다</translation>
    </message>
    <message>
        <source>Only what is selected: a state, an attempt, an invocation or an environment</source>
        <translation>선택한 것만: 상태, 시도, 호출 또는 실행 환경</translation>
    </message>
    <message>
        <source>This run is from before logs were kept with a run.
Execute the machine again to see what its functions write.</source>
        <translation>이 실행은 로그를 실행과 함께 보관하기 전의 것입니다.
함수가 무엇을 출력하는지 보려면 상태 머신을 다시 실행하세요.</translation>
    </message>
    <message>
        <source>The lines of this run are no longer kept: those of later runs took their place.</source>
        <translation>이 실행의 로그 줄은 이제 보관되어 있지 않습니다. 나중 실행의 줄에 자리를 내주었습니다.</translation>
    </message>
    <message>
        <source>This run has no lines: none of its states called a function of this workspace.</source>
        <translation>이 실행에는 로그 줄이 없습니다. 이 워크스페이스의 함수를 호출한 상태가 없었습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) not kept</source>
        <translation>
            <numerusform>보관되지 않은 줄 %Ln개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) not kept</source>
        <translation>
            <numerusform>보관되지 않은 호출 %Ln건</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) were written before those that are kept.</source>
        <translation>
            <numerusform>보관된 줄보다 먼저 %Ln개의 줄이 출력되었습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s) of this run are no longer kept.</source>
        <translation>
            <numerusform>이 실행의 호출 %Ln건은 이제 보관되어 있지 않습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>From the run %1, which this run goes on from:</source>
        <translation>이 실행이 이어받은 실행 %1에서:</translation>
    </message>
    <message>
        <source>From this run:</source>
        <translation>이 실행에서:</translation>
    </message>
    <message>
        <source>The run %1, which this run goes on from, is not kept any more: what its functions wrote is missing here.</source>
        <translation>이 실행이 이어받은 실행 %1의 기록이 더 이상 남아 있지 않습니다. 그 함수들이 남긴 로그는 여기에 없습니다.</translation>
    </message>
    <message>
        <source>An earlier run is not kept</source>
        <translation>이전 실행의 기록이 없음</translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) that it began are not opened with it: see the steps for more.</source>
        <translation>
            <numerusform>이 실행이 시작한 실행 %Ln개는 함께 열리지 않았습니다. 단계 패널에서 더 불러올 수 있습니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::dataplane::MocksPanel</name>
    <message>
        <source>Use mocks when running</source>
        <translation>실행할 때 모의 응답 사용</translation>
    </message>
    <message>
        <source>Set of mocks</source>
        <translation>모의 응답 모음</translation>
    </message>
    <message>
        <source>Choose a set, or type a new name to begin another one</source>
        <translation>모음을 고르거나 새 이름을 입력해 새로 시작하세요</translation>
    </message>
    <message>
        <source>Take the last change of the mocks back</source>
        <translation>모의 응답의 마지막 변경 취소</translation>
    </message>
    <message>
        <source>Tasks of the machine</source>
        <translation>상태 머신의 Task</translation>
    </message>
    <message>
        <source>Answers of the state</source>
        <translation>상태의 응답</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Answer with a result</source>
        <translation>결과로 응답</translation>
    </message>
    <message>
        <source>Answer with an error</source>
        <translation>오류로 응답</translation>
    </message>
    <message>
        <source>Pin what the state came to in the run that is shown</source>
        <translation>표시된 실행에서 이 상태가 얻은 결과를 고정</translation>
    </message>
    <message>
        <source>Remove this answer</source>
        <translation>이 응답 제거</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>0 is the first call in a run, 1-9 the following ones, * every other one. A retry is a call of its own.</source>
        <translation>0은 실행에서 첫 번째 호출, 1-9는 그다음 호출, *는 나머지 모든 호출입니다. 재시도도 호출 하나로 셉니다.</translation>
    </message>
    <message>
        <source>Number of the item of the Map around, from 0; empty: every one</source>
        <translation>바깥 Map의 항목 번호(0부터). 비어 있으면 모든 항목</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Such as States.Timeout or the name of an exception</source>
        <translation>States.Timeout 또는 예외 이름 등</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>원인</translation>
    </message>
    <message>
        <source>After</source>
        <translation>지연</translation>
    </message>
    <message>
        <source>How long the answer takes</source>
        <translation>응답까지 걸리는 시간</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 초</translation>
    </message>
    <message>
        <source>Every item</source>
        <translation>모든 항목</translation>
    </message>
    <message>
        <source>No machine with a Task is in front.
Open one: here its tasks get answers that stand in for what they call.</source>
        <translation>Task가 있는 상태 머신이 열려 있지 않습니다.
하나를 열면 Task의 호출을 대신할 응답을 여기서 정할 수 있습니다.</translation>
    </message>
    <message>
        <source>Its calls are answered here</source>
        <translation>호출에 여기서 응답합니다</translation>
    </message>
    <message>
        <source>It calls what it names</source>
        <translation>지정한 대상을 호출합니다</translation>
    </message>
    <message>
        <source>every</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>%1 has called nothing in this run, so there is nothing to pin.</source>
        <translation>%1은(는) 이 실행에서 아무것도 호출하지 않아 고정할 것이 없습니다.</translation>
    </message>
    <message>
        <source>It calls what it names.
Add a result or an error above, and that answers instead.</source>
        <translation>이름을 적은 대상을 실제로 호출합니다.
위에서 결과나 오류를 추가하면 그것이 대신 응답합니다.</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::NewFunctionDialog</name>
    <message>
        <source>New function</source>
        <translation>새 함수</translation>
    </message>
    <message>
        <source>letters, digits, - and _</source>
        <translation>영문자, 숫자, -, _</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Runtime</source>
        <translation>런타임</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::ResultView</name>
    <message>
        <source>Duration</source>
        <translation>소요 시간</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>청구 시간</translation>
    </message>
    <message>
        <source>Init</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Time of the code outside the handler; only a cold start has it</source>
        <translation>핸들러 밖의 코드를 실행한 시간입니다. 콜드 스타트에만 있습니다</translation>
    </message>
    <message>
        <source>Most memory used, of the memory that is configured</source>
        <translation>구성된 메모리 대비 최대 사용량</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>페이로드</translation>
    </message>
    <message>
        <source>Log tail</source>
        <translation>로그 끝부분</translation>
    </message>
    <message>
        <source>Running %1 …</source>
        <translation>%1 실행 중 …</translation>
    </message>
    <message>
        <source>%1 of %2 done: %3 cold, %4 failed. The last one:</source>
        <translation>%2개 중 %1개 완료: 콜드 %3, 실패 %4. 마지막 결과:</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>%1/%2 MB</source>
        <translation>%1/%2 MB</translation>
    </message>
    <message>
        <source>From the start of the execution to its end</source>
        <translation>실행 시작부터 종료까지</translation>
    </message>
    <message>
        <source>Not run</source>
        <translation>실행되지 않음</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Time until the environment was back from its version&apos;s snapshot</source>
        <translation>버전의 스냅샷에서 실행 환경이 복원될 때까지 걸린 시간</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>대기열에 있음</translation>
    </message>
    <message>
        <source>May be invoked</source>
        <translation>호출 가능</translation>
    </message>
    <message>
        <source>Accepted with status 202. The event runs from the queue; every attempt is among the invocations.</source>
        <translation>상태 코드 202로 접수했습니다. 이벤트는 대기열에서 실행되며 모든 시도가 호출 목록에 나옵니다.</translation>
    </message>
    <message>
        <source>Status 204: the function exists, the request is well formed and may be made. Nothing ran.</source>
        <translation>상태 코드 204: 함수가 있고 요청 형식이 맞으며 호출할 수 있습니다. 실행한 것은 없습니다.</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>원인</translation>
    </message>
    <message>
        <source>No result yet.
Payload, duration, memory, and why the start was cold or warm appear here.</source>
        <translation>아직 결과가 없습니다.
페이로드, 소요 시간, 메모리, 콜드 또는 웜 스타트가 된 이유가 여기에 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::RunsPanel</name>
    <message>
        <source>All machines</source>
        <translation>모든 상태 머신</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Show this run in all views (Enter)</source>
        <translation>이 실행을 모든 보기에 표시합니다(Enter)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Compare this run with the one that is shown</source>
        <translation>이 실행을 지금 보이는 실행과 비교합니다</translation>
    </message>
    <message>
        <source>Redrive</source>
        <translation>재구동</translation>
    </message>
    <message>
        <source>Go on where this run failed, with the workflow and the mocks as they are now</source>
        <translation>이 실행이 실패한 곳에서 지금의 워크플로와 모의 응답으로 이어서 실행합니다</translation>
    </message>
    <message>
        <source>Past runs</source>
        <translation>지난 실행</translation>
    </message>
    <message>
        <source>Nothing has run yet.
What a machine has run stays in this list, also when the program is started again.</source>
        <translation>아직 실행한 것이 없습니다.
상태 머신이 실행한 내용은 프로그램을 다시 시작해도 이 목록에 남습니다.</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::StepsPanel</name>
    <message>
        <source>Filter by state</source>
        <translation>상태로 거르기</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>정규식</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태 값</translation>
    </message>
    <message>
        <source>Only what was under way in the range chosen above</source>
        <translation>위에서 고른 범위에서 진행 중이던 것만</translation>
    </message>
    <message>
        <source>Fold long gaps in which nothing happened</source>
        <translation>아무 일도 없던 긴 구간 접기</translation>
    </message>
    <message>
        <source>Draw bars for Map, Parallel and iterations</source>
        <translation>Map, Parallel, 반복의 막대 표시</translation>
    </message>
    <message>
        <source>Open everything up</source>
        <translation>모두 펼치기</translation>
    </message>
    <message>
        <source>Go to the next failure (F8)</source>
        <translation>다음 실패로 이동(F8)</translation>
    </message>
    <message>
        <source>Go to the next failed item (F8)</source>
        <translation>다음 실패한 항목으로 이동(F8)</translation>
    </message>
    <message>
        <source>The run over time</source>
        <translation>시간에 따른 실행</translation>
    </message>
    <message>
        <source>Drag to choose a range, double-click to show everything again</source>
        <translation>끌어서 범위를 고르고, 두 번 클릭하면 전체를 다시 봅니다</translation>
    </message>
    <message>
        <source>Steps of the run</source>
        <translation>실행의 단계</translation>
    </message>
    <message>
        <source>Items of the Map</source>
        <translation>Map의 항목</translation>
    </message>
    <message>
        <source>No run is shown.
Execute a state machine: every visit of a state appears here with its attempts.</source>
        <translation>표시된 실행이 없습니다.
상태 머신을 실행하면 상태의 모든 방문이 시도와 함께 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>모든 상태 값</translation>
    </message>
    <message>
        <source>%1 of %2 done, %3 failed</source>
        <translation>%2개 중 %1개 완료, %3개 실패</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%2개 중 %1개 완료</translation>
    </message>
    <message>
        <source>Executions inside, the first %1 of %2: %3</source>
        <translation>안에서 시작된 실행 %2개 중 처음 %1개: %3</translation>
    </message>
    <message>
        <source>Executions inside: %1</source>
        <translation>안에서 시작된 실행: %1</translation>
    </message>
    <message>
        <source>Nested executions</source>
        <translation>중첩된 실행</translation>
    </message>
    <message>
        <source>Alt+Down opens the execution that the selected state began, Alt+Up goes back to the state that began this one</source>
        <translation>Alt+아래쪽 화살표는 선택한 상태가 시작한 실행을 열고, Alt+위쪽 화살표는 이 실행을 시작한 상태로 돌아갑니다</translation>
    </message>
    <message numerus="yes">
        <source>%Ln execution(s) inside are not loaded.</source>
        <translation>
            <numerusform>안에서 시작된 실행 %Ln개를 아직 불러오지 않았습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Load more</source>
        <translation>더 불러오기</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::TestsPanel</name>
    <message>
        <source>Run all</source>
        <translation>모두 실행</translation>
    </message>
    <message>
        <source>Runs every test of the workspace</source>
        <translation>워크스페이스의 모든 테스트를 실행합니다</translation>
    </message>
    <message>
        <source>Runs the selected test, or all of the selected file</source>
        <translation>선택한 테스트, 또는 선택한 파일의 모든 테스트를 실행합니다</translation>
    </message>
    <message>
        <source>Run the selected tests</source>
        <translation>선택한 테스트 실행</translation>
    </message>
    <message>
        <source>Ends the test that runs and begins no other</source>
        <translation>실행 중인 테스트를 끝내고 다음 테스트를 시작하지 않습니다</translation>
    </message>
    <message>
        <source>Stop the tests</source>
        <translation>테스트 중지</translation>
    </message>
    <message>
        <source>Test from this run</source>
        <translation>이 실행으로 테스트 만들기</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>What differed</source>
        <translation>다른 점</translation>
    </message>
    <message>
        <source>No tests yet.
Run a state machine and press “Test from this run”: its input, its path and its output become a test beside the definition.</source>
        <translation>아직 테스트가 없습니다.
상태 머신을 실행한 다음 “이 실행으로 테스트 만들기”를 누르세요. 입력과 경로, 출력이 정의 옆의 테스트가 됩니다.</translation>
    </message>
    <message>
        <source>Tests: %1 passed, %2 failed</source>
        <translation>테스트: %1개 통과, %2개 실패</translation>
    </message>
    <message>
        <source>Writes a test of %1 with the input, path and output of this run</source>
        <translation>이 실행의 입력, 경로, 출력으로 %1의 테스트를 작성합니다</translation>
    </message>
    <message>
        <source>Select a state machine that has been run</source>
        <translation>실행한 적이 있는 상태 머신을 선택하세요</translation>
    </message>
    <message>
        <source>Running: %1 of %2</source>
        <translation>실행 중: %2개 중 %1개</translation>
    </message>
    <message>
        <source>%1 tests · %2 passed · %3 failed</source>
        <translation>테스트 %1개 · 통과 %2개 · 실패 %3개</translation>
    </message>
    <message>
        <source>Everything was as expected.</source>
        <translation>모두 예상대로입니다.</translation>
    </message>
    <message>
        <source>Select a test that has run to see what differed. Enter opens its file.</source>
        <translation>실행한 테스트를 선택하면 다른 점이 표시됩니다. Enter를 누르면 파일이 열립니다.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>파일 열기</translation>
    </message>
    <message>
        <source>What the test of %1 shows:</source>
        <translation>%1의 테스트가 보여 주는 것:</translation>
    </message>
    <message>
        <source>Run of %1</source>
        <translation>%1의 실행</translation>
    </message>
    <message>
        <source>Wrote the test “%1” into %2</source>
        <translation>테스트 “%1”을(를) %2에 작성했습니다</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::VersionsPanel</name>
    <message>
        <source>Versions</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>게시한 때</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>What is new in this version</source>
        <translation>이 버전에서 달라진 점</translation>
    </message>
    <message>
        <source>Description of the next version</source>
        <translation>다음 버전의 설명</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>게시</translation>
    </message>
    <message>
        <source>Keeps code and configuration as they are now as a version that never changes</source>
        <translation>지금의 코드와 구성을 바뀌지 않는 버전으로 보관합니다</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Deletes the chosen version; its number is never given again</source>
        <translation>선택한 버전을 삭제합니다. 그 번호는 다시 쓰이지 않습니다</translation>
    </message>
    <message>
        <source>%1, SnapStart</source>
        <translation>%1, SnapStart 사용</translation>
    </message>
    <message>
        <source>Nothing has changed since version %1: it is still the last one.</source>
        <translation>버전 %1 이후 바뀐 것이 없습니다. 이 버전이 여전히 마지막입니다.</translation>
    </message>
    <message>
        <source>Version %1 is published.</source>
        <translation>버전 %1을(를) 게시했습니다.</translation>
    </message>
    <message>
        <source>Version %1 is deleted.</source>
        <translation>버전 %1을(를) 삭제했습니다.</translation>
    </message>
    <message>
        <source>No function is selected.
Choose one to publish versions of it and to lead aliases to them.</source>
        <translation>선택한 함수가 없습니다.
함수를 선택하면 버전을 게시하고 별칭을 연결할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>ws::dataplane::WorkspacePanel</name>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Filter the workspace</source>
        <translation>워크스페이스 필터</translation>
    </message>
    <message>
        <source>New function, state machine or event</source>
        <translation>새 함수, 상태 머신 또는 이벤트</translation>
    </message>
    <message>
        <source>New function …</source>
        <translation>새 함수 …</translation>
    </message>
    <message>
        <source>New state machine …</source>
        <translation>새 상태 머신 …</translation>
    </message>
    <message>
        <source>New event …</source>
        <translation>새 이벤트 …</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>워크스페이스</translation>
    </message>
    <message>
        <source>No folder is open.
Open one, or start with a sample.</source>
        <translation>열린 폴더가 없습니다.
폴더를 열거나 샘플로 시작하십시오.</translation>
    </message>
    <message>
        <source>Open folder …</source>
        <translation>폴더 열기 …</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Use as test event</source>
        <translation>테스트 이벤트로 사용</translation>
    </message>
    <message>
        <source>New event for %1 …</source>
        <translation>%1의 새 이벤트 …</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>이름 바꾸기 …</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>휴지통으로 이동</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>파일 관리자에서 보기</translation>
    </message>
    <message>
        <source>New state machine</source>
        <translation>새 상태 머신</translation>
    </message>
    <message>
        <source>Name of the state machine:</source>
        <translation>상태 머신의 이름:</translation>
    </message>
    <message>
        <source>Select a function or a state machine first</source>
        <translation>먼저 함수 또는 상태 머신을 선택하십시오</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>새 이벤트</translation>
    </message>
    <message>
        <source>Name of the event for %1:</source>
        <translation>%1 이벤트의 이름:</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>New name of %1:</source>
        <translation>%1의 새 이름:</translation>
    </message>
    <message>
        <source>%1 was moved to .warmstart/trash</source>
        <translation>%1 항목을 .warmstart/trash로 옮겼습니다</translation>
    </message>
    <message>
        <source>Configure</source>
        <translation>구성</translation>
    </message>
    <message>
        <source>This folder has no functions yet.
Begin with one, or with a state machine.</source>
        <translation>이 폴더에는 아직 함수가 없습니다.
함수나 상태 머신을 만들어 시작하세요.</translation>
    </message>
</context>
<context>
    <name>ws::designer::AnswerBar</name>
    <message>
        <source>A task waits for an answer</source>
        <translation>작업이 답변을 기다립니다</translation>
    </message>
    <message>
        <source>Task that waits</source>
        <translation>기다리는 작업</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>승인</translation>
    </message>
    <message>
        <source>Answer with %1</source>
        <translation>%1(으)로 답변</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>거절</translation>
    </message>
    <message>
        <source>Fail the task with the error Rejected; what is written below is the cause</source>
        <translation>오류 Rejected로 작업을 실패시킵니다. 아래에 쓴 내용이 원인이 됩니다</translation>
    </message>
    <message>
        <source>Send answer</source>
        <translation>답변 보내기</translation>
    </message>
    <message>
        <source>The task succeeds with the JSON that is written here</source>
        <translation>여기에 쓴 JSON으로 작업이 성공합니다</translation>
    </message>
    <message>
        <source>An answer as JSON, or the reason of a rejection</source>
        <translation>JSON 답변 또는 거절 이유</translation>
    </message>
    <message>
        <source>%1 waits for an answer to what it has sent.</source>
        <translation>%1이(가) 보낸 것에 대한 답변을 기다립니다.</translation>
    </message>
</context>
<context>
    <name>ws::designer::CanvasAuthor</name>
    <message>
        <source>Add state</source>
        <translation>상태 추가</translation>
    </message>
    <message>
        <source>Add a state after the selected one (A)</source>
        <translation>선택한 상태 뒤에 상태를 추가합니다(A)</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Lead the selected state to another (C)</source>
        <translation>선택한 상태를 다른 상태로 잇습니다(C)</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Rename the selected state (F2)</source>
        <translation>선택한 상태의 이름을 바꿉니다(F2)</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Put a copy behind the selected states (Ctrl+D)</source>
        <translation>선택한 상태 뒤에 사본을 놓습니다(Ctrl+D)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Delete what is selected (Del)</source>
        <translation>선택한 것을 삭제합니다(Del)</translation>
    </message>
    <message>
        <source>New name of the state</source>
        <translation>상태의 새 이름</translation>
    </message>
    <message>
        <source>Transition from “%1” to “%2”</source>
        <translation>“%1”에서 “%2”(으)로 가는 전이</translation>
    </message>
    <message>
        <source>No line leads from here to another state.</source>
        <translation>여기서 다른 상태로 이어지는 선이 없습니다.</translation>
    </message>
    <message>
        <source>The text cannot be read, so nothing can be changed here. Put the text right first.</source>
        <translation>텍스트를 읽을 수 없어 여기서는 바꿀 수 없습니다. 먼저 텍스트를 바로잡으세요.</translation>
    </message>
    <message numerus="yes">
        <source>The old name still stands in %n text(s), which were left as they are.</source>
        <translation>
            <numerusform>예전 이름이 텍스트 %n곳에 남아 있으며 그대로 두었습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %n state(s)</source>
        <translation>
            <numerusform>상태 %n개를 복사했습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Next: go on there</source>
        <translation>Next: 거기로 이어 갑니다</translation>
    </message>
    <message>
        <source>Catch: go there when it fails</source>
        <translation>Catch: 실패하면 거기로 갑니다</translation>
    </message>
    <message>
        <source>Rule: go there under a condition</source>
        <translation>규칙: 조건에 맞으면 거기로 갑니다</translation>
    </message>
    <message>
        <source>Default: go there when no rule fits</source>
        <translation>Default: 맞는 규칙이 없으면 거기로 갑니다</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>잘라내기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Wrap in Parallel</source>
        <translation>Parallel로 감싸기</translation>
    </message>
    <message>
        <source>Wrap in Map</source>
        <translation>Map으로 감싸기</translation>
    </message>
    <message>
        <source>Replace by what is inside</source>
        <translation>안에 든 상태로 바꾸기</translation>
    </message>
    <message>
        <source>Change type</source>
        <translation>유형 바꾸기</translation>
    </message>
    <message>
        <source>Convert to JSONPath</source>
        <translation>JSONPath로 변환</translation>
    </message>
    <message>
        <source>Convert to JSONata</source>
        <translation>JSONata로 변환</translation>
    </message>
    <message>
        <source>This state is in the machine that “%1” starts. Enter opens it there, where it can be changed.</source>
        <translation>이 상태는 “%1”에서 시작하는 상태 머신에 있습니다. Enter를 누르면 그 상태 머신에서 열리며, 거기서 바꿀 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>ws::designer::CanvasNotes</name>
    <message>
        <source>Add a note</source>
        <translation>메모 추가</translation>
    </message>
    <message>
        <source>Add a note to the selected state or to the canvas (N)</source>
        <translation>선택한 상태 또는 캔버스에 메모를 추가합니다 (N)</translation>
    </message>
    <message>
        <source>Add a region</source>
        <translation>영역 추가</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>메모의 내용</translation>
    </message>
    <message>
        <source>Esc when it is written</source>
        <translation>다 쓰면 Esc를 누르세요</translation>
    </message>
    <message>
        <source>Title of the region</source>
        <translation>영역의 제목</translation>
    </message>
    <message>
        <source>There are no notes yet. N adds one.</source>
        <translation>아직 메모가 없습니다. N을 누르면 추가됩니다.</translation>
    </message>
    <message>
        <source>The text cannot be read, so nothing can be changed here. Put the text right first.</source>
        <translation>텍스트를 읽을 수 없어 여기서는 아무것도 바꿀 수 없습니다. 먼저 텍스트를 바로잡으세요.</translation>
    </message>
    <message>
        <source>Select the states that the region is to hold, then press G.</source>
        <translation>영역에 넣을 상태를 선택한 다음 G를 누르세요.</translation>
    </message>
    <message>
        <source>Add a note	N</source>
        <translation>메모 추가	N</translation>
    </message>
    <message>
        <source>Put a region around	G</source>
        <translation>영역으로 묶기	G</translation>
    </message>
    <message>
        <source>Add a note here</source>
        <translation>여기에 메모 추가</translation>
    </message>
    <message>
        <source>Edit the note	F2</source>
        <translation>메모 편집	F2</translation>
    </message>
    <message>
        <source>Rename the region	F2</source>
        <translation>영역 이름 바꾸기	F2</translation>
    </message>
    <message>
        <source>Write to Comment</source>
        <translation>Comment에 쓰기</translation>
    </message>
    <message>
        <source>Makes the text of the note the Comment of its state</source>
        <translation>메모의 내용을 해당 상태의 Comment로 만듭니다</translation>
    </message>
    <message>
        <source>Detach from “%1”</source>
        <translation>“%1”에서 떼어 내기</translation>
    </message>
    <message>
        <source>Attach to “%1”</source>
        <translation>“%1”에 붙이기</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Delete the note	Del</source>
        <translation>메모 삭제	Del</translation>
    </message>
    <message>
        <source>Remove the region	Del</source>
        <translation>영역 제거	Del</translation>
    </message>
</context>
<context>
    <name>ws::designer::CanvasPainter</name>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
</context>
<context>
    <name>ws::designer::CanvasTool</name>
    <message>
        <source>Click the state to lead to, or walk there with the arrow keys and press Enter. Esc gives up.</source>
        <translation>이을 상태를 클릭하거나 화살표 키로 그리 가서 Enter를 누르세요. Esc를 누르면 그만둡니다.</translation>
    </message>
    <message>
        <source>Lead this line to another state: click it, or walk there with the arrow keys and press Enter. Esc gives up.</source>
        <translation>이 선을 다른 상태로 이으세요. 상태를 클릭하거나 화살표 키로 그리 가서 Enter를 누르세요. Esc를 누르면 그만둡니다.</translation>
    </message>
</context>
<context>
    <name>ws::designer::DebugBar</name>
    <message>
        <source>Debugging</source>
        <translation>디버깅</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Continue (F5)</source>
        <translation>계속(F5)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>Pause before what comes next (F7)</source>
        <translation>다음에 일어날 일 전에 일시 중지(F7)</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>한 단계</translation>
    </message>
    <message>
        <source>Step over</source>
        <translation>건너뛰기</translation>
    </message>
    <message>
        <source>Run to the selected state</source>
        <translation>선택한 상태까지 실행</translation>
    </message>
    <message>
        <source>Run to the selected state (Ctrl+F10)</source>
        <translation>선택한 상태까지 실행(Ctrl+F10)</translation>
    </message>
    <message>
        <source>Input and variables</source>
        <translation>입력과 변수</translation>
    </message>
    <message>
        <source>See and edit input and variables</source>
        <translation>입력과 변수를 보고 편집</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Stop this execution</source>
        <translation>이 실행 중지</translation>
    </message>
    <message>
        <source>Paused as you asked.</source>
        <translation>요청에 따라 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused after a step.</source>
        <translation>한 단계 진행한 뒤 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused where you wanted it to run to.</source>
        <translation>지정한 곳까지 실행하고 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused at a breakpoint.</source>
        <translation>중단점에서 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused at the breakpoint before %1.</source>
        <translation>%1 앞의 중단점에서 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused before %1, because %2 holds.</source>
        <translation>%2 조건이 참이어서 %1 앞에서 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused at the breakpoint after %1.</source>
        <translation>%1 뒤의 중단점에서 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused at the breakpoint between %1 and %2.</source>
        <translation>%1와(과) %2 사이의 중단점에서 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>any state</source>
        <translation>모든 상태</translation>
    </message>
    <message>
        <source>Paused because an error has shown.</source>
        <translation>오류가 나타나 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>Paused because %1 has shown.</source>
        <translation>%1 오류가 나타나 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>It waits for what it has called.</source>
        <translation>호출한 것을 기다립니다.</translation>
    </message>
    <message>
        <source>Next, %1 begins an iteration.</source>
        <translation>다음으로 %1이(가) 반복을 시작합니다.</translation>
    </message>
    <message>
        <source>Next, %1 is tried again.</source>
        <translation>다음으로 %1을(를) 다시 시도합니다.</translation>
    </message>
    <message>
        <source>Next is %1.</source>
        <translation>다음은 %1입니다.</translation>
    </message>
    <message>
        <source>Next is %1, in number %2 of %3.</source>
        <translation>다음은 %3의 %2번째 안에 있는 %1입니다.</translation>
    </message>
    <message>
        <source>Set breakpoint</source>
        <translation>중단점 설정</translation>
    </message>
    <message>
        <source>Remove breakpoints</source>
        <translation>중단점 제거</translation>
    </message>
    <message>
        <source>Edit breakpoint …</source>
        <translation>중단점 편집 …</translation>
    </message>
    <message>
        <source>Switch breakpoint off</source>
        <translation>중단점 끄기</translation>
    </message>
    <message>
        <source>Switch breakpoint on</source>
        <translation>중단점 켜기</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>중단</translation>
    </message>
    <message>
        <source>When the state is left</source>
        <translation>상태를 떠날 때</translation>
    </message>
    <message>
        <source>When its next transition is taken</source>
        <translation>다음 전이가 일어날 때</translation>
    </message>
    <message>
        <source>When any error shows</source>
        <translation>오류가 나타날 때</translation>
    </message>
    <message>
        <source>Run to here</source>
        <translation>여기까지 실행</translation>
    </message>
    <message>
        <source>Step out</source>
        <translation>밖으로 나가기</translation>
    </message>
    <message>
        <source>Step until the Parallel, Map or iteration is left (Shift+F11)</source>
        <translation>Parallel, Map 또는 반복을 벗어날 때까지 진행합니다(Shift+F11)</translation>
    </message>
    <message>
        <source>Paused because an error has shown in %1.</source>
        <translation>%1에서 오류가 나타나 일시 중지했습니다.</translation>
    </message>
    <message>
        <source>When an error shows in it</source>
        <translation>이 상태에서 오류가 나타날 때</translation>
    </message>
    <message>
        <source>Step to the next state, also inside Parallel, Map and what a Task starts (F11)</source>
        <translation>다음 상태까지 한 단계 실행합니다. Parallel, Map, Task가 시작한 실행 안으로도 들어갑니다(F11)</translation>
    </message>
    <message>
        <source>Step over a whole Parallel, Map or nested execution (F10)</source>
        <translation>Parallel, Map 또는 중첩 실행 전체를 건너뜁니다(F10)</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Pause it (F7) to step through it.</source>
        <translation>일시 중지(F7)하면 한 단계씩 실행할 수 있습니다.</translation>
    </message>
    <message>
        <source>That is in %1, which a Task has started.</source>
        <translation>Task가 시작한 %1 안입니다.</translation>
    </message>
</context>
<context>
    <name>ws::designer::Diagram</name>
    <message>
        <source>Catch %1</source>
        <comment>numbers of the catchers</comment>
        <translation>Catch %1</translation>
    </message>
    <message>
        <source>Rule #%1</source>
        <translation>규칙 #%1</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Default</translation>
    </message>
    <message>
        <source>Branch %1</source>
        <translation>분기 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n state(s) inside · %1</source>
        <translation>
            <numerusform>안에 상태 %n개 · %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Which state machine is started here, only a run tells. Run it to see the machine here.</source>
        <translation>여기서 어떤 상태 머신을 시작하는지는 실행해야 알 수 있습니다. 실행하면 그 상태 머신이 여기에 보입니다.</translation>
    </message>
    <message>
        <source>The state machine “%1” is not in the workspace.</source>
        <translation>상태 머신 “%1”이(가) 워크스페이스에 없습니다.</translation>
    </message>
    <message>
        <source>“%1” cannot be drawn: its text cannot be read, or has no states yet.</source>
        <translation>“%1”을(를) 그릴 수 없습니다. 텍스트를 읽을 수 없거나 아직 상태가 없습니다.</translation>
    </message>
</context>
<context>
    <name>ws::designer::DifferenceView</name>
    <message>
        <source>What differs</source>
        <translation>다른 점</translation>
    </message>
    <message>
        <source>No difference: both are the same state machine.</source>
        <translation>차이 없음: 둘은 같은 상태 머신입니다.</translation>
    </message>
    <message>
        <source>%1 added, %2 removed, %3 renamed, %4 moved, %5 edited, %6 lead elsewhere</source>
        <translation>추가 %1, 삭제 %2, 이름 변경 %3, 이동 %4, 수정 %5, 다른 곳으로 이어짐 %6</translation>
    </message>
</context>
<context>
    <name>ws::designer::DifferencesModel</name>
    <message>
        <source>The state machine</source>
        <translation>상태 머신</translation>
    </message>
    <message>
        <source>Edited: %1</source>
        <translation>수정: %1</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>변경 내용</translation>
    </message>
</context>
<context>
    <name>ws::designer::DropTarget</name>
    <message>
        <source>Between “%1” and “%2”</source>
        <translation>“%1”와(과) “%2” 사이</translation>
    </message>
    <message>
        <source>The first state</source>
        <translation>첫 번째 상태</translation>
    </message>
    <message>
        <source>Before “%1”</source>
        <translation>“%1” 앞</translation>
    </message>
    <message>
        <source>After “%1”</source>
        <translation>“%1” 뒤</translation>
    </message>
    <message>
        <source>Here, with nothing that leads to it yet</source>
        <translation>여기(아직 이어지는 선 없음)</translation>
    </message>
    <message>
        <source>A new branch of “%1”</source>
        <translation>“%1”의 새 분기</translation>
    </message>
</context>
<context>
    <name>ws::designer::Minimap</name>
    <message>
        <source>Overview of the workflow</source>
        <translation>워크플로 미니맵</translation>
    </message>
</context>
<context>
    <name>ws::designer::NoteItem</name>
    <message>
        <source>Blue</source>
        <translation>파랑</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>초록</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>빨강</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>회색</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>노랑</translation>
    </message>
</context>
<context>
    <name>ws::designer::Palette</name>
    <message>
        <source>Calls a function or a service</source>
        <translation>함수나 서비스를 호출합니다</translation>
    </message>
    <message>
        <source>Goes different ways, by rules</source>
        <translation>규칙에 따라 다른 길로 갑니다</translation>
    </message>
    <message>
        <source>Runs branches side by side</source>
        <translation>분기들을 나란히 실행합니다</translation>
    </message>
    <message>
        <source>Runs the same states for every item</source>
        <translation>항목마다 같은 상태들을 실행합니다</translation>
    </message>
    <message>
        <source>Waits for a time or until one</source>
        <translation>일정 시간 동안 또는 정한 시각까지 기다립니다</translation>
    </message>
    <message>
        <source>Ends the workflow with success</source>
        <translation>워크플로를 성공으로 끝냅니다</translation>
    </message>
    <message>
        <source>Ends the workflow with an error</source>
        <translation>워크플로를 오류로 끝냅니다</translation>
    </message>
    <message>
        <source>Shapes the data and calls nothing</source>
        <translation>아무것도 호출하지 않고 데이터를 다듬습니다</translation>
    </message>
    <message>
        <source>Retry with fallback</source>
        <translation>재시도와 대체 경로</translation>
    </message>
    <message>
        <source>Saga</source>
        <translation>사가</translation>
    </message>
    <message>
        <source>Fan out</source>
        <translation>팬아웃</translation>
    </message>
    <message>
        <source>Poll until ready</source>
        <translation>준비될 때까지 폴링</translation>
    </message>
    <message>
        <source>Human approval</source>
        <translation>사람의 승인</translation>
    </message>
    <message>
        <source>Tries three times, then takes another way</source>
        <translation>세 번 시도한 뒤 다른 길로 갑니다</translation>
    </message>
    <message>
        <source>Two steps; the first is undone when the second fails</source>
        <translation>두 단계이며, 둘째가 실패하면 첫째를 되돌립니다</translation>
    </message>
    <message>
        <source>Calls a function for every item of a list</source>
        <translation>목록의 항목마다 함수를 호출합니다</translation>
    </message>
    <message>
        <source>Starts a job and asks for its status until it is done</source>
        <translation>작업을 시작하고 끝날 때까지 상태를 묻습니다</translation>
    </message>
    <message>
        <source>Waits until somebody approves or rejects</source>
        <translation>누군가 승인하거나 거절할 때까지 기다립니다</translation>
    </message>
    <message>
        <source>Functions</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>흐름</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>서비스</translation>
    </message>
    <message>
        <source>Patterns</source>
        <translation>패턴</translation>
    </message>
    <message>
        <source>Calls this function</source>
        <translation>이 함수를 호출합니다</translation>
    </message>
    <message>
        <source>Calls the service and waits for the job&apos;s end</source>
        <translation>서비스를 호출하고 작업이 끝날 때까지 기다립니다</translation>
    </message>
    <message>
        <source>Calls the service and waits for the task token</source>
        <translation>서비스를 호출하고 태스크 토큰을 기다립니다</translation>
    </message>
    <message>
        <source>Calls the service</source>
        <translation>서비스를 호출합니다</translation>
    </message>
</context>
<context>
    <name>ws::designer::PalettePanel</name>
    <message>
        <source>Search functions, states, services, patterns</source>
        <translation>함수, 상태, 서비스, 패턴 검색</translation>
    </message>
    <message>
        <source>Search the palette</source>
        <translation>팔레트 검색</translation>
    </message>
    <message>
        <source>Palette</source>
        <translation>팔레트</translation>
    </message>
    <message>
        <source>Enter adds the chosen one after the selected state; it can also be dragged.</source>
        <translation>Enter를 누르면 고른 것이 선택한 상태 뒤에 추가됩니다. 끌어다 놓을 수도 있습니다.</translation>
    </message>
    <message>
        <source>Nothing is called so.
Clear the search to see everything.</source>
        <translation>그런 이름의 것이 없습니다.
검색어를 지우면 모두 보입니다.</translation>
    </message>
</context>
<context>
    <name>ws::designer::RunAnnouncer</name>
    <message numerus="yes">
        <source>%n state(s) before, then %1</source>
        <translation>
            <numerusform>그 전에 상태 %n개, 이어서 %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::designer::Scrubber</name>
    <message>
        <source>First event</source>
        <translation>첫 이벤트</translation>
    </message>
    <message>
        <source>To the first event of the run (Home)</source>
        <translation>실행의 첫 이벤트로(Home)</translation>
    </message>
    <message>
        <source>One event back</source>
        <translation>이벤트 하나 뒤로</translation>
    </message>
    <message>
        <source>One event back (Left)</source>
        <translation>이벤트 하나 뒤로(왼쪽 화살표)</translation>
    </message>
    <message>
        <source>One event on</source>
        <translation>이벤트 하나 앞으로</translation>
    </message>
    <message>
        <source>One event on (Right)</source>
        <translation>이벤트 하나 앞으로(오른쪽 화살표)</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>현재</translation>
    </message>
    <message>
        <source>To the present of the run (End)</source>
        <translation>실행의 현재로(End)</translation>
    </message>
    <message>
        <source>Continue from here</source>
        <translation>여기서부터 계속</translation>
    </message>
    <message>
        <source>Begin a new run here: what had completed is not done again. It is paused at once, so that its input and variables can be edited.</source>
        <translation>여기서 새 실행을 시작합니다. 이미 끝난 것은 다시 하지 않습니다. 입력과 변수를 편집할 수 있도록 바로 일시 중지합니다.</translation>
    </message>
    <message>
        <source>Moment of the run</source>
        <translation>실행의 순간</translation>
    </message>
    <message>
        <source>Drag to look at an earlier moment of the run</source>
        <translation>끌어서 실행의 이전 순간을 봅니다</translation>
    </message>
    <message>
        <source>%1 of %2 · +%3</source>
        <translation>%2개 중 %1번째 · +%3</translation>
    </message>
    <message>
        <source>Pause the playback (the execution goes on)</source>
        <translation>재생 일시 중지(실행은 계속됨)</translation>
    </message>
    <message>
        <source>Play the run on from here</source>
        <translation>여기부터 실행 이어서 재생</translation>
    </message>
    <message>
        <source>Play the run again</source>
        <translation>실행 다시 재생</translation>
    </message>
    <message>
        <source>&lt;p&gt;Pause the playback (Space): what is shown stands still, and the execution goes on. The debugger pauses the execution itself (F7).&lt;/p&gt;</source>
        <translation>&lt;p&gt;재생을 일시 중지합니다(Space). 화면은 멈추지만 실행은 계속됩니다. 실행 자체는 디버거로 일시 중지합니다(F7).&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Play on from here, as it happened, until the present (Space). Nothing is executed again.&lt;/p&gt;</source>
        <translation>&lt;p&gt;여기부터 현재까지 일어난 그대로 이어서 재생합니다(Space). 아무것도 다시 실행되지 않습니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Play the run again, as it happened (Space). Nothing is executed again.&lt;/p&gt;</source>
        <translation>&lt;p&gt;실행을 일어난 그대로 다시 재생합니다(Space). 아무것도 다시 실행되지 않습니다.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>ws::designer::Words</name>
    <message>
        <source>Distributed Map</source>
        <translation>분산 Map</translation>
    </message>
    <message>
        <source>%1 over %2, %3 at a time</source>
        <translation>%1: 항목 %2, 동시에 %3개</translation>
    </message>
    <message>
        <source>%1 over %2</source>
        <translation>%1: 항목 %2</translation>
    </message>
    <message>
        <source>%1, %2 at a time</source>
        <translation>%1, 동시에 %2개</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>시작 전</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>대기열</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시 중지됨</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>Caught error</source>
        <translation>오류 포착</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>시간 초과</translation>
    </message>
    <message>
        <source>Aborted</source>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>The run has not come here</source>
        <translation>아직 실행되지 않은 상태</translation>
    </message>
    <message>
        <source>Waits for a free environment</source>
        <translation>사용할 수 있는 실행 환경을 기다리는 중</translation>
    </message>
    <message>
        <source>Works right now</source>
        <translation>현재 실행 중</translation>
    </message>
    <message>
        <source>A Wait, a callback, or the pause before a retry</source>
        <translation>Wait, 콜백 또는 재시도 전 대기</translation>
    </message>
    <message>
        <source>Stopped at a breakpoint</source>
        <translation>중단점에서 멈춤</translation>
    </message>
    <message>
        <source>Ended well</source>
        <translation>정상 종료</translation>
    </message>
    <message>
        <source>Failed, and a catcher took over</source>
        <translation>실패했으나 Catch가 처리함</translation>
    </message>
    <message>
        <source>Failed, and nothing caught it</source>
        <translation>실패했으며 처리되지 않음</translation>
    </message>
    <message>
        <source>Took longer than it may</source>
        <translation>허용 시간을 초과함</translation>
    </message>
    <message>
        <source>Cut off by a failure elsewhere or by a stop</source>
        <translation>다른 곳의 실패 또는 중지로 중단됨</translation>
    </message>
    <message numerus="yes">
        <source>Parallel, %n branch(es)</source>
        <translation>
            <numerusform>Parallel, 분기 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Unknown type</source>
        <translation>알 수 없는 유형</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>추가됨</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>삭제됨</translation>
    </message>
    <message>
        <source>Renamed</source>
        <translation>이름 변경됨</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>이동됨</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>수정됨</translation>
    </message>
    <message>
        <source>Leads elsewhere</source>
        <translation>다른 곳으로 이어짐</translation>
    </message>
    <message>
        <source>Renamed from “%1”</source>
        <translation>“%1”에서 이름 변경</translation>
    </message>
    <message>
        <source>Moved to the top level</source>
        <translation>최상위로 이동</translation>
    </message>
    <message>
        <source>Moved into “%1”</source>
        <translation>“%1” 안으로 이동</translation>
    </message>
    <message>
        <source>Edited: %1</source>
        <translation>수정: %1</translation>
    </message>
</context>
<context>
    <name>ws::designer::WorkflowCanvas</name>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Execute this workflow on the local functions</source>
        <translation>로컬 함수로 이 워크플로를 실행</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Stop this execution</source>
        <translation>이 실행을 중지</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>축소(-)</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>확대(+)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>맞춤</translation>
    </message>
    <message>
        <source>Show everything (Shift+1)</source>
        <translation>전체 보기(Shift+1)</translation>
    </message>
    <message>
        <source>Lay out from left to right</source>
        <translation>왼쪽에서 오른쪽으로 배치</translation>
    </message>
    <message>
        <source>Lay out from top to bottom</source>
        <translation>위에서 아래로 배치</translation>
    </message>
    <message>
        <source>Find state</source>
        <translation>상태 찾기</translation>
    </message>
    <message>
        <source>Find a state by name (Ctrl+F)</source>
        <translation>이름으로 상태 찾기(Ctrl+F)</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>범례</translation>
    </message>
    <message>
        <source>What the colours and marks mean</source>
        <translation>색상과 표시의 의미</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>캔버스</translation>
    </message>
    <message>
        <source>Workflow canvas</source>
        <translation>워크플로 캔버스</translation>
    </message>
    <message>
        <source>Find a state</source>
        <translation>상태 찾기</translation>
    </message>
    <message>
        <source>Show in text</source>
        <translation>텍스트에서 보기</translation>
    </message>
    <message>
        <source>No workflow is open.
Choose a state machine in the workspace to see it here.</source>
        <translation>열린 워크플로가 없습니다.
워크스페이스에서 상태 머신을 선택하면 여기에 표시됩니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n개 일치</numerusform>
        </translation>
    </message>
    <message>
        <source>The text cannot be read, so the last good graph is shown. %1</source>
        <translation>텍스트를 읽을 수 없어 마지막으로 올바른 그래프를 표시합니다. %1</translation>
    </message>
    <message>
        <source>Drop the first state here,
or press A.</source>
        <translation>첫 번째 상태를 여기에 놓거나
A를 누르세요.</translation>
    </message>
    <message>
        <source>Redrive</source>
        <translation>재구동</translation>
    </message>
    <message>
        <source>Go on where this run failed, with the workflow as it is now: what had succeeded is not done again</source>
        <translation>이 실행이 실패한 곳부터 지금의 워크플로로 이어서 실행합니다. 성공한 것은 다시 하지 않습니다</translation>
    </message>
    <message>
        <source>Collapse	O</source>
        <translation>접기	O</translation>
    </message>
    <message>
        <source>Expand	O</source>
        <translation>펼치기	O</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>모두 접기</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>모두 펼치기</translation>
    </message>
    <message>
        <source>More tools of the canvas</source>
        <translation>캔버스 도구 더 보기</translation>
    </message>
    <message>
        <source>Arrow keys walk along the transitions, Home goes to the first state, Enter shows the state in the text, O collapses or expands a Parallel or Map state, or shows the machine that a Task starts inside it, N adds a note, Shift+N goes through the notes, comma and full stop select the attempts of a state one by one.</source>
        <translation>화살표 키로 전환을 따라 이동하고, Home은 첫 상태로 가며, Enter는 텍스트에서 상태를 보여 줍니다. O는 Parallel 또는 Map 상태를 접거나 펼치고 Task가 시작하는 상태 머신을 그 안에 보여 주며, N은 메모를 추가하고, Shift+N은 메모를 차례로 이동합니다. 쉼표와 마침표는 상태의 시도를 하나씩 선택합니다.</translation>
    </message>
    <message>
        <source>Show the machine inside that it starts	O</source>
        <translation>시작하는 상태 머신을 안에 보이기	O</translation>
    </message>
    <message>
        <source>Show “%1” inside	O</source>
        <translation>“%1”을(를) 안에 보이기	O</translation>
    </message>
    <message>
        <source>Open in “%1”	Enter</source>
        <translation>“%1”에서 열기	Enter</translation>
    </message>
</context>
<context>
    <name>ws::designer::WorkflowScene</name>
    <message>
        <source>Catchers: %1</source>
        <translation>Catch 수: %1</translation>
    </message>
    <message>
        <source>No transition leads here</source>
        <translation>여기로 오는 전환이 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>Retries: up to %n more attempt(s)</source>
        <translation>
            <numerusform>재시도: 최대 %n회 더 시도</numerusform>
        </translation>
    </message>
    <message>
        <source>The run is paused here</source>
        <translation>실행이 여기서 일시 중지되었습니다</translation>
    </message>
    <message>
        <source>A breakpoint stops runs here</source>
        <translation>중단점이 여기서 실행을 멈춥니다</translation>
    </message>
    <message>
        <source>Its breakpoint is switched off</source>
        <translation>중단점이 꺼져 있습니다</translation>
    </message>
    <message>
        <source>A mock answers in place of the call</source>
        <translation>모의 응답이 호출을 대신합니다</translation>
    </message>
    <message>
        <source>The selected state is inside</source>
        <translation>선택한 상태가 이 안에 있습니다</translation>
    </message>
    <message>
        <source>Inside: %1 × %2</source>
        <comment>status, how many states</comment>
        <translation>안쪽 상태: %1 × %2</translation>
    </message>
    <message>
        <source>A note on “%1”</source>
        <translation>“%1”에 붙은 메모</translation>
    </message>
    <message>
        <source>Its state “%1” is not in the definition</source>
        <translation>이 메모의 상태 “%1”이(가) 정의에 없습니다</translation>
    </message>
    <message>
        <source>In what “%1” starts: double-click opens it there</source>
        <translation>“%1”에서 시작하는 상태 머신 안의 상태: 두 번 클릭하면 거기서 열립니다</translation>
    </message>
    <message>
        <source>Starts the state machine “%1”</source>
        <translation>상태 머신 “%1”을(를) 시작합니다</translation>
    </message>
    <message>
        <source>Too deep to be shown inside: open its machine to see more</source>
        <translation>너무 깊어서 안에 보일 수 없습니다. 그 상태 머신을 열면 더 볼 수 있습니다</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>메모: %1</translation>
    </message>
</context>
<context>
    <name>ws::designer::WorkflowView</name>
    <message>
        <source>Breakpoint</source>
        <translation>중단점</translation>
    </message>
    <message>
        <source>Breakpoint, switched off</source>
        <translation>중단점, 꺼짐</translation>
    </message>
    <message>
        <source>Mocked</source>
        <translation>모의 응답</translation>
    </message>
    <message>
        <source>Collapsed</source>
        <translation>접혀 있음</translation>
    </message>
    <message>
        <source>The selected state is inside</source>
        <translation>선택한 상태가 이 안에 있습니다</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>메모: %1</translation>
    </message>
    <message>
        <source>Region: %1</source>
        <translation>영역: %1</translation>
    </message>
    <message>
        <source>On “%1”</source>
        <translation>“%1”에 붙음</translation>
    </message>
    <message>
        <source>Taken in the run</source>
        <translation>실행이 지나감</translation>
    </message>
    <message>
        <source>Not taken in the run</source>
        <translation>실행이 지나가지 않음</translation>
    </message>
    <message>
        <source>Shows the state machine “%1” inside</source>
        <translation>상태 머신 “%1”을(를) 안에 보여 줍니다</translation>
    </message>
    <message>
        <source>Starts the state machine “%1”</source>
        <translation>상태 머신 “%1”을(를) 시작합니다</translation>
    </message>
    <message>
        <source>%1, inside “%2”</source>
        <comment>two states</comment>
        <translation>%1, “%2” 안의 상태</translation>
    </message>
</context>
<context>
    <name>ws::inspector::FactList</name>
    <message>
        <source>Show in text</source>
        <translation>텍스트에서 보기</translation>
    </message>
    <message>
        <source>Show %1 in the text</source>
        <translation>텍스트에서 %1 보기</translation>
    </message>
</context>
<context>
    <name>ws::inspector::FieldEditor</name>
    <message>
        <source>Reserve</source>
        <translation>예약</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>ARN of the access point</source>
        <translation>액세스 포인트의 ARN</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
</context>
<context>
    <name>ws::inspector::FormRows</name>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Which of these fields says it; only one of them may be there.</source>
        <translation>이 값을 정하는 필드를 고릅니다. 이 중 하나만 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>End of the workflow or branch</source>
        <translation>워크플로 또는 분기의 끝</translation>
    </message>
    <message>
        <source>None: it fails with States.NoChoiceMatched</source>
        <translation>없음: States.NoChoiceMatched로 실패합니다</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>설정 안 함</translation>
    </message>
    <message>
        <source>Not set: %1 counts</source>
        <translation>설정 안 함: %1 적용</translation>
    </message>
    <message>
        <source>As the workflow</source>
        <translation>워크플로와 같음</translation>
    </message>
    <message>
        <source>Other fields</source>
        <translation>그 밖의 필드</translation>
    </message>
    <message>
        <source>The state&apos;s type and query language have no such field.</source>
        <translation>이 상태의 종류와 쿼리 언어에는 이런 필드가 없습니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Every place that refers to the state is renamed with it.</source>
        <translation>이 상태를 가리키는 모든 곳의 이름이 함께 바뀝니다.</translation>
    </message>
    <message>
        <source>Another type keeps what it has too: transitions, comment, error handling.</source>
        <translation>종류를 바꾸어도 공통된 전이, 주석, 오류 처리는 유지됩니다.</translation>
    </message>
    <message>
        <source>Group, negate or remove the condition</source>
        <translation>조건을 묶거나 부정하거나 제거</translation>
    </message>
    <message>
        <source>Put into an And group</source>
        <translation>And 그룹으로 묶기</translation>
    </message>
    <message>
        <source>Put into an Or group</source>
        <translation>Or 그룹으로 묶기</translation>
    </message>
    <message>
        <source>Negate (Not)</source>
        <translation>부정하기(Not)</translation>
    </message>
    <message>
        <source>Dissolve the group, keep its first condition</source>
        <translation>그룹을 풀고 첫 조건만 남기기</translation>
    </message>
    <message>
        <source>Remove the condition</source>
        <translation>조건 제거</translation>
    </message>
    <message>
        <source>All of the conditions, or one of them</source>
        <translation>모든 조건 또는 그중 하나</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>조건 추가</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>위로 이동(Alt+Up)</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>아래로 이동(Alt+Down)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 추가</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 제거</translation>
    </message>
    <message>
        <source>Branch %1</source>
        <translation>분기 %1</translation>
    </message>
    <message>
        <source>Add a branch</source>
        <translation>분기 추가</translation>
    </message>
    <message>
        <source>Retrier #%1</source>
        <translation>재시도 규칙 #%1</translation>
    </message>
    <message>
        <source>Add a retrier</source>
        <translation>재시도 규칙 추가</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 실패</translation>
    </message>
    <message>
        <source>Catcher #%1</source>
        <translation>오류 처리 규칙 #%1</translation>
    </message>
    <message>
        <source>Create fallback state</source>
        <translation>대체 상태 만들기</translation>
    </message>
    <message>
        <source>Adds a state and lets this catcher go there.</source>
        <translation>상태를 추가하고 이 오류 처리 규칙이 그 상태로 가게 합니다.</translation>
    </message>
    <message>
        <source>Add a catcher</source>
        <translation>오류 처리 규칙 추가</translation>
    </message>
    <message>
        <source>Add with fallback state</source>
        <translation>대체 상태와 함께 추가</translation>
    </message>
    <message>
        <source>Adds a catcher for every error, and a state that it goes to.</source>
        <translation>모든 오류를 처리하는 규칙과 그 규칙이 가는 상태를 추가합니다.</translation>
    </message>
    <message>
        <source>Rule #%1</source>
        <translation>규칙 #%1</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>규칙 추가</translation>
    </message>
    <message>
        <source>Function %1</source>
        <translation>함수 %1</translation>
    </message>
    <message>
        <source>A function or arn:aws:states:::service:action</source>
        <translation>함수 또는 arn:aws:states:::service:action</translation>
    </message>
    <message>
        <source>Request and response</source>
        <translation>요청과 응답</translation>
    </message>
    <message>
        <source>Wait for the job (.sync)</source>
        <translation>작업 완료 대기(.sync)</translation>
    </message>
    <message>
        <source>Wait for the job, JSON answer (.sync:2)</source>
        <translation>작업 완료 대기, JSON 응답(.sync:2)</translation>
    </message>
    <message>
        <source>Wait for a callback (.waitForTaskToken)</source>
        <translation>콜백 대기(.waitForTaskToken)</translation>
    </message>
    <message>
        <source>Integration type</source>
        <translation>통합 유형</translation>
    </message>
    <message>
        <source>What the task waits for.</source>
        <translation>작업이 무엇을 기다리는지 정합니다.</translation>
    </message>
    <message>
        <source>Name or ARN of a function</source>
        <translation>함수의 이름 또는 ARN</translation>
    </message>
    <message>
        <source>The state&apos;s input</source>
        <translation>상태의 입력</translation>
    </message>
    <message>
        <source>Entered here</source>
        <translation>여기에 입력</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Payload from</source>
        <translation>페이로드 출처</translation>
    </message>
</context>
<context>
    <name>ws::inspector::FunctionForm</name>
    <message>
        <source>Configuration</source>
        <translation>구성</translation>
    </message>
    <message>
        <source>Configuration of the function</source>
        <translation>함수의 구성</translation>
    </message>
    <message>
        <source>default</source>
        <translation>기본값</translation>
    </message>
    <message>
        <source>The text does not say it: the service&apos;s default counts.</source>
        <translation>텍스트에 없으므로 서비스의 기본값이 쓰입니다.</translation>
    </message>
    <message>
        <source>The text is no JSON, so the form shows what it was before. Line %1: %2</source>
        <translation>텍스트가 JSON이 아니어서 이전 값을 보여 줍니다. %1행: %2</translation>
    </message>
</context>
<context>
    <name>ws::inspector::InvocationWay</name>
    <message>
        <source>%1 of %2 run at the same time</source>
        <translation>%2개 중 %1개가 동시에 실행 중</translation>
    </message>
    <message>
        <source>%1 of %2 environments are busy</source>
        <translation>실행 환경 %2개 중 %1개가 사용 중</translation>
    </message>
    <message>
        <source>%1 of %2 new environments were started</source>
        <translation>새 실행 환경 %2개 중 %1개를 시작함</translation>
    </message>
    <message>
        <source>Worker %1</source>
        <translation>작업자 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) of the function wait</source>
        <translation>
            <numerusform>함수의 이벤트 %n개가 대기 중</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of at most %2 pollers</source>
        <translation>폴러 최대 %2개 중 %1개</translation>
    </message>
    <message>
        <source>%1 of %2 events in flight</source>
        <translation>처리 중인 이벤트 %2개 중 %1개</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>%1 뒤</translation>
    </message>
    <message>
        <source>ended here</source>
        <translation>여기서 끝남</translation>
    </message>
    <message>
        <source>Stored in the queue</source>
        <translation>대기열에 저장</translation>
    </message>
    <message>
        <source>Back in the queue</source>
        <translation>대기열로 돌아감</translation>
    </message>
    <message>
        <source>Event is over</source>
        <translation>이벤트 끝</translation>
    </message>
    <message>
        <source>Event is dropped</source>
        <translation>이벤트 버려짐</translation>
    </message>
    <message>
        <source>Dead-letter queue</source>
        <translation>배달 못한 편지 대기열</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Delivery failed</source>
        <translation>전달 실패</translation>
    </message>
    <message>
        <source>after %1 · the caller has its 202</source>
        <translation>%1 뒤 · 호출자가 202를 받음</translation>
    </message>
    <message>
        <source>after %1 · for %2, then attempt %3</source>
        <translation>%1 뒤 · %2 동안, 그다음 %3번째 시도</translation>
    </message>
    <message>
        <source>after %1 · %2, attempts: %3</source>
        <translation>%1 뒤 · %2, 시도 횟수: %3</translation>
    </message>
    <message>
        <source>after %1 · %2</source>
        <translation>%1 뒤 · %2</translation>
    </message>
    <message>
        <source>Attempt %1</source>
        <translation>%1번째 시도</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>Front End</source>
        <translation>프런트 엔드</translation>
    </message>
    <message>
        <source>Counting Service</source>
        <translation>카운팅 서비스</translation>
    </message>
    <message>
        <source>Worker Manager</source>
        <translation>작업자 관리자</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>작업자</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>대기열</translation>
    </message>
    <message>
        <source>Leasing</source>
        <translation>임대</translation>
    </message>
    <message>
        <source>Poller</source>
        <translation>폴러</translation>
    </message>
    <message>
        <source>State Manager</source>
        <translation>상태 관리자</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>비용</translation>
    </message>
    <message>
        <source>%1 (duration %2, request %3)</source>
        <translation>%1 (기간 %2, 요청 %3)</translation>
    </message>
    <message>
        <source>GB-seconds</source>
        <translation>GB-초</translation>
    </message>
    <message>
        <source>INIT</source>
        <translation>초기화(INIT)</translation>
    </message>
    <message>
        <source>%1, billed</source>
        <translation>%1, 요금 부과</translation>
    </message>
    <message>
        <source>%1, free by the rules of %2</source>
        <translation>%1, %2 규칙에 따라 무료</translation>
    </message>
    <message>
        <source>%1 of %2 run with this one.</source>
        <translation>이 호출까지 %2개 중 %1개가 실행 중입니다.</translation>
    </message>
    <message>
        <source>No provisioned environment was free.</source>
        <translation>비어 있는 프로비저닝된 실행 환경이 없었습니다.</translation>
    </message>
    <message>
        <source>%1 of %2 environments of tenants exist</source>
        <translation>테넌트 환경 %1개(최대 %2개)가 있음</translation>
    </message>
</context>
<context>
    <name>ws::inspector::KeptStateView</name>
    <message>
        <source>Inspect kept state</source>
        <translation>유지된 상태 검사</translation>
    </message>
    <message>
        <source>Asks the environment once, while it is idle. No invoke pays for it.</source>
        <translation>실행 환경이 쉬는 동안 한 번 물어봅니다. 호출에는 부담이 없습니다.</translation>
    </message>
    <message>
        <source>Kept state</source>
        <translation>유지된 상태</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>The time before</source>
        <translation>이전 값</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1바이트</translation>
    </message>
    <message>
        <source>Values of the handler&apos;s module and files in /tmp outlive an invocation. Inspect them, invoke again, inspect again: what has changed is marked.</source>
        <translation>핸들러 모듈의 값과 /tmp의 파일은 호출이 끝나도 남습니다. 검사하고, 다시 호출하고, 다시 검사하면 바뀐 것이 표시됩니다.</translation>
    </message>
    <message>
        <source>It keeps nothing: no values and no files in /tmp.</source>
        <translation>남은 것이 없습니다: 값도 없고 /tmp에 파일도 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Inspected %n time(s)</source>
        <translation>
            <numerusform>%n번 검사했습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>gone</source>
        <translation>사라짐</translation>
    </message>
    <message>
        <source>new</source>
        <translation>새로 생김</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, 바뀜</translation>
    </message>
</context>
<context>
    <name>ws::inspector::RetryChart</name>
    <message>
        <source>Retry %1 after a pause of 0 to %2, between %3 and %4 after the first failure.</source>
        <translation>재시도 %1: 0에서 %2 사이의 대기 후, 첫 실패로부터 %3에서 %4 사이에 시작합니다.</translation>
    </message>
    <message>
        <source>Retry %1 after a pause of %2, %3 after the first failure.</source>
        <translation>재시도 %1: %2 대기 후, 첫 실패로부터 %3 뒤에 시작합니다.</translation>
    </message>
    <message>
        <source>There is no retry: the error goes on at once.</source>
        <translation>재시도하지 않으며 오류가 바로 전달됩니다.</translation>
    </message>
    <message>
        <source>The first %1 of %2 retries, if every attempt fails at once</source>
        <translation>모든 시도가 즉시 실패할 때 재시도 %2회 중 처음 %1회</translation>
    </message>
    <message>
        <source>When the retries begin, if every attempt fails at once</source>
        <translation>모든 시도가 즉시 실패할 때 재시도가 시작되는 시점</translation>
    </message>
    <message>
        <source>Preview of the retries</source>
        <translation>재시도 미리 보기</translation>
    </message>
    <message>
        <source>0 to %1</source>
        <translation>0에서 %1까지</translation>
    </message>
</context>
<context>
    <name>ws::inspector::RowsEditor</name>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
</context>
<context>
    <name>ws::inspector::StateForm</name>
    <message>
        <source>Configuration</source>
        <translation>구성</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Arguments &amp;&amp; Output</source>
        <translation>인수 및 출력</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>변수</translation>
    </message>
    <message>
        <source>Error handling</source>
        <translation>오류 처리</translation>
    </message>
    <message>
        <source>Fields of the state</source>
        <translation>상태의 필드</translation>
    </message>
    <message>
        <source>Pages of the form</source>
        <translation>양식의 페이지</translation>
    </message>
    <message>
        <source>The text cannot be read, so the form shows what it was before. Line %1: %2</source>
        <translation>텍스트를 읽을 수 없어 이전 내용을 표시합니다. %1번째 줄: %2</translation>
    </message>
</context>
<context>
    <name>ws::inspector::StateInspector</name>
    <message>
        <source>Show in text</source>
        <translation>텍스트에서 보기</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>실행 내역</translation>
    </message>
    <message>
        <source>Events of the state</source>
        <translation>상태의 이벤트</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>정의</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>진입 시각</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>실행 시간</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>소요 시간</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>시도 횟수</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>방문 횟수</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>도착 시각</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>Throttled</source>
        <translation>스로틀링</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Billed</source>
        <translation>청구 시간</translation>
    </message>
    <message>
        <source>Init</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>%1 of %2 MB</source>
        <translation>%1 / %2 MB</translation>
    </message>
    <message>
        <source>Called by state</source>
        <translation>호출한 상태</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>요청</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>응답</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>변수</translation>
    </message>
    <message>
        <source>Way through the components</source>
        <translation>구성 요소를 지난 경로</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Concurrency</source>
        <translation>동시성</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>경로</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>Environment %1</source>
        <translation>실행 환경 %1</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>Requests served</source>
        <translation>처리한 요청</translation>
    </message>
    <message>
        <source>Log stream</source>
        <translation>로그 스트림</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>양식</translation>
    </message>
    <message>
        <source>State machine</source>
        <translation>상태 머신</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>테넌트</translation>
    </message>
    <message>
        <source>%1 in “%2”</source>
        <comment>state type, machine</comment>
        <translation>“%2”의 %1</translation>
    </message>
    <message>
        <source>Open it there</source>
        <translation>그곳에서 열기</translation>
    </message>
    <message>
        <source>Nothing is selected.
Select a state on the canvas to see its fields, or an invocation on the timeline to see why it started cold or warm.</source>
        <translation>선택한 것이 없습니다.
캔버스에서 상태를 선택하면 필드가, 타임라인에서 호출을 선택하면 콜드 또는 웜 스타트가 된 이유가 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>ws::inspector::ValueControl</name>
    <message>
        <source>A JSONata expression ends with %}.</source>
        <translation>JSONata 표현식은 %}로 끝나야 합니다.</translation>
    </message>
    <message>
        <source>Character %1: %2 (%3)</source>
        <translation>%1번째 문자: %2 (%3)</translation>
    </message>
    <message>
        <source>This is no JSON yet. Line %1: %2</source>
        <translation>아직 JSON이 아닙니다. %1번째 줄: %2</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
</context>
<context>
    <name>ws::models::BreakpointsModel</name>
    <message>
        <source>any state</source>
        <translation>모든 상태</translation>
    </message>
    <message>
        <source>Before %1</source>
        <translation>%1 전</translation>
    </message>
    <message>
        <source>After %1</source>
        <translation>%1 후</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>%1에서 %2(으)로</translation>
    </message>
    <message>
        <source>When %1 shows</source>
        <translation>%1 발생 시</translation>
    </message>
    <message>
        <source>any error</source>
        <translation>모든 오류</translation>
    </message>
    <message>
        <source>from hit %1</source>
        <translation>%1번째부터</translation>
    </message>
    <message>
        <source>every hit</source>
        <translation>매번</translation>
    </message>
    <message>
        <source>Breakpoint</source>
        <translation>중단점</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>상태 머신</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>조건</translation>
    </message>
    <message>
        <source>Stops</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>When %1 shows in %2</source>
        <translation>%2에서 %1이(가) 나타날 때</translation>
    </message>
    <message>
        <source>%1 could not tell whether to stop. %2</source>
        <translation>‘%1’ 중단점이 멈출지 판단하지 못했습니다. %2</translation>
    </message>
</context>
<context>
    <name>ws::models::ExecutionEventsModel</name>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
</context>
<context>
    <name>ws::models::InvocationsModel</name>
    <message>
        <source>Throttled</source>
        <translation>스로틀링됨</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>env %1</source>
        <translation>환경 %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>소요 시간</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>실행 환경</translation>
    </message>
</context>
<context>
    <name>ws::models::LoadResultsModel</name>
    <message>
        <source>Invocations</source>
        <translation>호출</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Throttled</source>
        <translation>스로틀링</translation>
    </message>
    <message>
        <source>Cold starts</source>
        <translation>콜드 스타트</translation>
    </message>
    <message>
        <source>Latency p50</source>
        <translation>지연 시간 p50</translation>
    </message>
    <message>
        <source>From the request to the answer, a cold start included</source>
        <translation>요청부터 응답까지, 콜드 스타트 포함</translation>
    </message>
    <message>
        <source>Latency p95</source>
        <translation>지연 시간 p95</translation>
    </message>
    <message>
        <source>Latency p99</source>
        <translation>지연 시간 p99</translation>
    </message>
    <message>
        <source>Duration p50</source>
        <translation>소요 시간 p50</translation>
    </message>
    <message>
        <source>What the REPORT line says: the handler alone</source>
        <translation>REPORT 줄의 값: 핸들러만의 시간</translation>
    </message>
    <message>
        <source>INIT p50</source>
        <translation>초기화(INIT) p50</translation>
    </message>
    <message>
        <source>Concurrency at most</source>
        <translation>최대 동시성</translation>
    </message>
    <message>
        <source>Environments started</source>
        <translation>시작한 실행 환경</translation>
    </message>
    <message>
        <source>GB-seconds</source>
        <translation>GB-초</translation>
    </message>
    <message>
        <source>Cost on AWS</source>
        <translation>AWS 비용</translation>
    </message>
    <message>
        <source>On demand in us-east-1, without the free tier</source>
        <translation>us-east-1 온디맨드, 프리 티어 제외</translation>
    </message>
    <message>
        <source>Behind the schedule</source>
        <translation>일정보다 늦음</translation>
    </message>
    <message>
        <source>The most that a request was sent late, because the machine could not follow</source>
        <translation>컴퓨터가 따라가지 못해 요청이 늦게 전송된 최대 시간</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변화</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>이번</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
</context>
<context>
    <name>ws::models::PastRunsModel</name>
    <message>
        <source>%1, begun by %2</source>
        <translation>%1, %2에서 시작됨</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>시작 시각</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>상태 머신</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>소요 시간</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
</context>
<context>
    <name>ws::models::RunModel</name>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>Caught error</source>
        <translation>오류 처리됨</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>시간 초과</translation>
    </message>
    <message>
        <source>Aborted</source>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>Item %1</source>
        <translation>항목 %1</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %3개 중 %2개</translation>
    </message>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>Attempt %1: %2, failed with %3</source>
        <translation>시도 %1: %2, %3(으)로 실패</translation>
    </message>
    <message>
        <source>Attempt %1: %2</source>
        <translation>시도 %1: %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태 값</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>소요 시간</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>시도</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>타임라인</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>%1, item %2</source>
        <translation>%1, 항목 %2</translation>
    </message>
    <message>
        <source>An execution that this state began</source>
        <translation>이 상태가 시작한 실행입니다</translation>
    </message>
</context>
<context>
    <name>ws::models::TestsModel</name>
    <message>
        <source>Not run</source>
        <translation>실행 안 함</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>통과</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>읽을 수 없음</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>소요 시간</translation>
    </message>
</context>
<context>
    <name>ws::models::WorkspaceModel</name>
    <message>
        <source>Functions</source>
        <translation>함수</translation>
    </message>
    <message>
        <source>State machines</source>
        <translation>상태 머신</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Event templates</source>
        <translation>이벤트 템플릿</translation>
    </message>
</context>
<context>
    <name>ws::theme::SpeedButton</name>
    <message>
        <source>×%1</source>
        <comment>how many times as fast</comment>
        <translation>×%1</translation>
    </message>
    <message>
        <source>Speed of the playback: %1</source>
        <translation>재생 속도: %1</translation>
    </message>
    <message>
        <source>&lt;p&gt;How fast the recording is played ([ slower, ] faster). What runs keeps its own pace. Where nothing happens for long, the wait is cut to %1 s.&lt;/p&gt;</source>
        <translation>&lt;p&gt;기록을 재생하는 속도입니다([ 느리게, ] 빠르게). 실행 중인 작업의 속도는 바뀌지 않습니다. 오랫동안 아무 일도 없는 구간은 %1초로 줄여서 재생합니다.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>ws::timeline::TimelineCanvas</name>
    <message>
        <source>%1 · %2 running</source>
        <comment>time, number of lanes</comment>
        <translation>%1 · %2개 실행 중</translation>
    </message>
    <message>
        <source>No execution environments yet</source>
        <translation>아직 실행 환경이 없습니다</translation>
    </message>
    <message>
        <source>Invoke a function to see its execution environments here: how they start, run, wait and end.</source>
        <translation>함수를 호출하면 실행 환경이 시작되고, 실행되고, 대기하고, 종료되는 과정이 여기에 표시됩니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n environment(s)</source>
        <translation>
            <numerusform>실행 환경 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ws::timeline::TimelineLegend</name>
    <message>
        <source>Starting</source>
        <translation>시작 중</translation>
    </message>
    <message>
        <source>Init</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>시간 초과</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>유휴</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>재설정</translation>
    </message>
    <message>
        <source>Shutdown</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>범례</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>&lt;p&gt;Amber hatching: the environment starts and initialises; leaning the other way: it is restored from a snapshot. Solid: it runs a request, coloured by the outcome. Thin line: it is frozen and waits. The number above a bar is the request&apos;s.&lt;/p&gt;</source>
        <translation>&lt;p&gt;주황색 빗금: 실행 환경이 시작되고 초기화되는 중입니다. 반대로 기운 빗금: 스냅샷에서 복원되는 중입니다. 채워진 막대: 요청을 실행 중이며 색상은 결과를 나타냅니다. 가는 선: 동결된 채 대기 중입니다. 막대 위의 숫자는 요청 번호입니다.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>ws::timeline::TimelineView</name>
    <message>
        <source>All functions</source>
        <translation>모든 함수</translation>
    </message>
    <message>
        <source>Hide ended environments</source>
        <translation>종료된 실행 환경 숨기기</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>확대(+)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>축소(-)</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>Show everything (0)</source>
        <translation>전체 보기(0)</translation>
    </message>
    <message>
        <source>Follow the present</source>
        <translation>현재 따라가기</translation>
    </message>
    <message>
        <source>Follow the present (F)</source>
        <translation>현재 따라가기(F)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Choose whose environments are shown</source>
        <translation>실행 환경을 표시할 함수 선택</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Forget the past; what runs goes on</source>
        <translation>지난 기록을 지웁니다. 실행 중인 항목은 계속됩니다</translation>
    </message>
    <message>
        <source>Lifecycle timeline</source>
        <translation>수명 주기 타임라인</translation>
    </message>
    <message>
        <source>Arrow keys walk lanes and phases, Enter selects, + and - zoom, 0 shows everything, F follows the present, Home and End go to the ends. Space plays and pauses what is shown, comma and full stop step by one event, [ and ] change the speed, N goes to the present.</source>
        <translation>화살표 키로 레인과 단계를 이동하고, Enter로 선택하며, +와 -로 확대/축소하고, 0으로 전체를 보고, F로 현재를 따라가며, Home과 End로 처음과 끝으로 이동합니다. Space로 화면을 재생하거나 일시 중지하고, 쉼표와 마침표로 이벤트를 하나씩 이동하며, [와 ]로 속도를 바꾸고, N으로 현재로 돌아갑니다.</translation>
    </message>
    <message>
        <source>As it was at %1. What runs goes on.</source>
        <translation>%1의 상태입니다. 실행 중인 작업은 계속됩니다.</translation>
    </message>
    <message>
        <source>As it was at %1, after event %2 of %3. What runs goes on.</source>
        <translation>%1의 상태입니다(이벤트 %2/%3까지). 실행 중인 작업은 계속됩니다.</translation>
    </message>
    <message>
        <source>Pause what is shown (functions run on)</source>
        <translation>화면 일시 중지(함수는 계속 실행됨)</translation>
    </message>
    <message>
        <source>Play on from here</source>
        <translation>여기부터 이어서 재생</translation>
    </message>
    <message>
        <source>Play the recording again</source>
        <translation>기록 다시 재생</translation>
    </message>
    <message>
        <source>&lt;p&gt;Pause what is shown (Space): lanes and counters stand still, and what runs goes on and is recorded.&lt;/p&gt;</source>
        <translation>&lt;p&gt;화면을 일시 중지합니다(Space). 레인과 카운터는 멈추지만, 실행 중인 작업은 계속되고 기록됩니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Play on from here, as it happened, until the present (Space). Nothing is run again.&lt;/p&gt;</source>
        <translation>&lt;p&gt;여기부터 현재까지 일어난 그대로 이어서 재생합니다(Space). 아무것도 다시 실행되지 않습니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Play the recording again from its first event, as it happened (Space). Nothing is run again.&lt;/p&gt;</source>
        <translation>&lt;p&gt;기록을 첫 이벤트부터 일어난 그대로 다시 재생합니다(Space). 아무것도 다시 실행되지 않습니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>One event back</source>
        <translation>이벤트 하나 뒤로</translation>
    </message>
    <message>
        <source>Show one event less (,)</source>
        <translation>이벤트를 하나 덜 표시(,)</translation>
    </message>
    <message>
        <source>One event on</source>
        <translation>이벤트 하나 앞으로</translation>
    </message>
    <message>
        <source>Show one event more (.)</source>
        <translation>이벤트를 하나 더 표시(.)</translation>
    </message>
    <message>
        <source>To the present</source>
        <translation>현재로</translation>
    </message>
    <message>
        <source>To the present (N)</source>
        <translation>현재로 이동(N)</translation>
    </message>
</context>
</TS>
